-- Leaves of an answer that it was given; a request that has not been answered yet counts as done (primary key).
UPDATE idempotency SET status = coalesce(status, 200), answer = NULL WHERE organisation_id = $1 AND record_id = $2
