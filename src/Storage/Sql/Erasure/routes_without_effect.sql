-- The routes of answered requests that had no effect, and how many there were (primary key).
SELECT route, CAST(count(*) AS int) FROM idempotency
WHERE organisation_id = $1 AND effect IS NULL AND status IS NOT NULL AND answer IS NOT NULL GROUP BY route
