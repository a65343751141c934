-- Adds a key of an organisation's links, unless another process has just added it (primary key).
INSERT INTO link_key (organisation_id, key_no, secret, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, key_no) DO NOTHING
