-- A recovery code, by its hash.
INSERT INTO recovery_code (organisation_id, user_id, code_hash) VALUES (0, $1, $2) ON CONFLICT DO NOTHING
