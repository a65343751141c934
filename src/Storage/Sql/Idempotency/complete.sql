-- Stores the answer of a run (primary key).
UPDATE idempotency SET status = $4, answer = $5 WHERE organisation_id = $1 AND record_id = $2 AND owner = $3 AND status IS NULL
