-- A new key, unless its hash is known (unique index of hashes).
INSERT INTO api_key (
    organisation_id, key_hash, kind, scopes, description, created_at, expires_at, revoked_at, last_used_at, per_minute, per_hour,
    has_checksum, is_development)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (key_hash) DO NOTHING
