-- Gives up the claim of a run that has had its effect (idempotency_pkey).
UPDATE idempotency SET leased_until = '-infinity' WHERE organisation_id = $1 AND record_id = $2 AND owner = $3 AND status IS NULL;
