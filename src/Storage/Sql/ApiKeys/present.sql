-- The id of a key, revoked and expired ones too (primary key).
SELECT key_id FROM api_key WHERE organisation_id = $1 AND key_id = $2
