-- Notes the effect of a run in the transaction that has it and, in the place of the answer to come, what that must say (primary key). No
-- row where the claim is no longer the run's.
UPDATE idempotency SET effect = $4, answer = $5 WHERE organisation_id = $1 AND record_id = $2 AND owner = $3 AND status IS NULL
