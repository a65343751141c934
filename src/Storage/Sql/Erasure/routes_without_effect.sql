-- The routes of requests without an effect, each found from the one before it (idempotency_route).
WITH RECURSIVE known (route) AS (
    SELECT (SELECT i.route FROM idempotency i WHERE i.organisation_id = $1 AND i.effect IS NULL ORDER BY i.route LIMIT 1)
    UNION ALL
    SELECT (
        SELECT i.route FROM idempotency i WHERE i.organisation_id = $1 AND i.effect IS NULL AND i.route > known.route
        ORDER BY i.route LIMIT 1)
    FROM known WHERE known.route IS NOT NULL)
SELECT route FROM known WHERE route IS NOT NULL
