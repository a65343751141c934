-- Keeps a claim until another time; a time that has passed gives it up (primary key).
UPDATE idempotency SET leased_until = $4 WHERE organisation_id = $1 AND record_id = $2 AND owner = $3 AND status IS NULL
