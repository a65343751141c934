-- The key of a hash (api_key_key_hash_key): nothing else is known of it, so no organisation is named. With the settings of the key's
-- organisation (organisation_pkey).
SELECT k.key_id, k.organisation_id, k.kind, k.scopes, k.description, k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.per_minute,
    k.per_hour, o.settings
FROM api_key k LEFT JOIN organisation o ON o.organisation_id = k.organisation_id
WHERE k.key_hash = $1;
