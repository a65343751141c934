-- Deletes the record of a run that had no effect (primary key).
DELETE FROM idempotency WHERE organisation_id = $1 AND record_id = $2 AND owner = $3 AND status IS NULL AND effect IS NULL
