-- The key of a hash (api_key_key_hash_key): nothing else is known of it, so no organisation is named.
SELECT key_id, organisation_id, kind, scopes, description, created_at, expires_at, revoked_at, last_used_at, per_minute, per_hour
FROM api_key WHERE key_hash = $1;
