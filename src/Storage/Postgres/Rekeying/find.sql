-- The job of an organisation (email_rekeying_pkey).
SELECT organisation_id, run, pass, position, done, total, collisions::text, started_at, due_at
FROM email_rekeying WHERE organisation_id = $1
