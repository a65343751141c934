-- Revokes a key; the first time stays. By the primary key.
UPDATE api_key SET revoked_at = coalesce(revoked_at, ?3) WHERE organisation_id = ?1 AND key_id = ?2
