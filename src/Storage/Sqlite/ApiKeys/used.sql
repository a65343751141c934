-- Notes when a key was used last. By the primary key.
UPDATE api_key SET last_used_at = ?3 WHERE organisation_id = ?1 AND key_id = ?2 AND coalesce(last_used_at, 0) < ?3
