-- Removes a person's recovery codes (primary key).
DELETE FROM recovery_code WHERE organisation_id = 0 AND user_id = $1
