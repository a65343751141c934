-- Revokes a key, unless it was revoked before (primary key).
UPDATE api_key SET revoked_at = $3 WHERE organisation_id = $1 AND key_id = $2 AND revoked_at IS NULL
