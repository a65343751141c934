-- The routes of answered requests that had no effect (primary key).
SELECT DISTINCT route FROM idempotency WHERE organisation_id = $1 AND effect IS NULL AND status IS NOT NULL AND answer IS NOT NULL
