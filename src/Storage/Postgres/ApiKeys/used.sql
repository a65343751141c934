-- Notes when keys were used last (api_key_pkey).
UPDATE api_key k SET last_used_at = u.at FROM unnest($2::bigint[], $3::timestamptz[]) AS u(key_id, at)
WHERE k.organisation_id = $1 AND k.key_id = u.key_id AND (k.last_used_at IS NULL OR k.last_used_at < u.at);
