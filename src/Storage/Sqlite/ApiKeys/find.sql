-- The key of a hash, whatever organisation it is of: the hash decides that. By the unique hash.
SELECT key_id, organisation_id, kind, scopes, description, created_at, expires_at, revoked_at, last_used_at, per_minute, per_hour
FROM api_key
WHERE key_hash = ?1
