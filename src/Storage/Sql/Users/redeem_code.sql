-- Uses a recovery code up (primary key).
DELETE FROM recovery_code WHERE organisation_id = 0 AND user_id = $1 AND code_hash = $2
