-- The job of an organisation (primary key).
SELECT organisation_id, run, pass, position, done, total, collisions, started_at, due_at FROM email_rekeying WHERE organisation_id = $1
