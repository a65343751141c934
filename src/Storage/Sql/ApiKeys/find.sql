-- The key of a hash, whatever organisation it is of: the hash decides that. With the organisation's settings (unique index of hashes,
-- organisation's primary key).
SELECT k.key_id, k.organisation_id, k.kind, k.scopes, k.description, k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.per_minute,
    k.per_hour, k.has_checksum, k.is_development, o.settings, o.suspended_at
FROM api_key k LEFT JOIN organisation o ON o.organisation_id = k.organisation_id
WHERE k.key_hash = $1
