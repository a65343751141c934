-- Writes a job's progress where it was not started afresh meanwhile (primary key).
UPDATE email_rekeying SET pass = $3, position = $4, done = $5, total = $6, collisions = $7, due_at = $8, held_until = $9,
    finished_at = $10, state = CASE WHEN $10 IS NULL THEN 'running' ELSE 'done' END
WHERE organisation_id = $1 AND run = $2
