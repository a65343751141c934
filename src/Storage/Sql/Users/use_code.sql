-- Notes that a time-based code was used. Changes nothing where it was used before and would still be accepted (primary key).
INSERT INTO used_code AS u (organisation_id, user_id, code, expires_at) VALUES (0, $1, $2, $4)
ON CONFLICT (organisation_id, user_id, code) DO UPDATE SET expires_at = excluded.expires_at WHERE u.expires_at <= $3
