-- A new session.
INSERT INTO console_session (organisation_id, key_hash, user_id, security_stamp, created_at, seen_at, ip, user_agent)
VALUES (0, $1, $2, $3, $4, $4, $5, $6) RETURNING session_id
