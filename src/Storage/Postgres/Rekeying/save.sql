-- Writes a job's progress where it was not started afresh meanwhile (email_rekeying_pkey).
UPDATE email_rekeying SET pass = $3, position = $4, done = $5, total = $6, collisions = $7::json, due_at = $8, held_until = $9::timestamptz,
    finished_at = $10::timestamptz, state = CASE WHEN $10::timestamptz IS NULL THEN 'running' ELSE 'done' END
WHERE organisation_id = $1 AND run = $2
