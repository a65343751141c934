-- A record as it is (primary key).
SELECT body_hash, owner, effect, status, answer, created_at FROM idempotency WHERE organisation_id = $1 AND record_id = $2
