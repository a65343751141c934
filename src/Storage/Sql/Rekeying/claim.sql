-- Takes the job that is due first and held by nobody, of any organisation (email_rekeying_due).
UPDATE email_rekeying SET held_until = $2
WHERE organisation_id = (
    SELECT organisation_id FROM email_rekeying
    WHERE state = 'running' AND due_at <= $1 AND (held_until IS NULL OR held_until <= $1)
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING organisation_id, run, pass, position, done, total, collisions, started_at, due_at
