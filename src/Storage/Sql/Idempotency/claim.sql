-- Claims a record that is new or whose run has died (primary key). No row where it is somebody else's, answered, or of another body.
INSERT INTO idempotency AS i (organisation_id, record_id, owner, created_at, leased_until, key_hash, route, body_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (organisation_id, record_id) DO UPDATE SET owner = excluded.owner, leased_until = excluded.leased_until
WHERE i.status IS NULL AND i.leased_until < excluded.created_at AND i.body_hash = excluded.body_hash
RETURNING body_hash, owner, effect, status, answer, created_at
