-- How many recovery codes a person has left (primary key).
SELECT count(*) FROM recovery_code WHERE organisation_id = 0 AND user_id = $1
