-- Leaves of the answers of a route to requests that had no effect that they were given (idempotency_route).
UPDATE idempotency SET answer = NULL
WHERE organisation_id = $1 AND route = $2 AND effect IS NULL AND status IS NOT NULL AND answer IS NOT NULL
