-- An account without a password, unless its address has one (unique index of addresses).
INSERT INTO console_user (organisation_id, email, security_stamp, created_at) VALUES (0, $1, $2, $3) ON CONFLICT DO NOTHING
