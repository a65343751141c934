-- Revokes a key; one that was revoked before keeps its time (primary key).
UPDATE api_key SET revoked_at = coalesce(revoked_at, $3) WHERE organisation_id = $1 AND key_id = $2
