-- The attempts of a subject, which no other transaction counts meanwhile (primary key).
INSERT INTO sign_in_attempt (organisation_id, subject, expires_at) VALUES (0, $1, $2)
ON CONFLICT (organisation_id, subject) DO UPDATE SET organisation_id = 0
RETURNING attempts, locked_until
