-- Writes the attempts of a subject (primary key).
UPDATE sign_in_attempt SET attempts = $2, locked_until = $3, expires_at = $4 WHERE organisation_id = 0 AND subject = $1
