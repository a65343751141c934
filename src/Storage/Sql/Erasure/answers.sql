-- The requests with an effect of this id (idempotency_effect).
SELECT record_id, route FROM idempotency WHERE organisation_id = $1 AND effect = $2
