-- Adds a key of an organisation's links, unless another process has just added it (primary key). Forged links name organisations that do
-- not exist: those get none.
INSERT INTO link_key (organisation_id, key_no, secret, created_at)
SELECT $1, $2, $3, $4 FROM organisation WHERE organisation_id = $1
ON CONFLICT (organisation_id, key_no) DO NOTHING
