-- Adds a key of the links of an organisation or of the service (0), unless another process has just added it (primary key). Forged links
-- name organisations that do not exist: those get none.
INSERT INTO link_key (organisation_id, key_no, secret, created_at)
SELECT $1, $2, $3, $4 WHERE $1 = 0 OR EXISTS (SELECT 1 FROM organisation WHERE organisation_id = $1)
ON CONFLICT (organisation_id, key_no) DO NOTHING
