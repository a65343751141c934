-- How many answers of a route there are to requests that had no effect (idempotency_route).
SELECT CAST(count(*) AS int) FROM idempotency
WHERE organisation_id = $1 AND route = $2 AND effect IS NULL AND status IS NOT NULL AND answer IS NOT NULL
