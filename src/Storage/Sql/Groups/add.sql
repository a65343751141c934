-- A new group, numbered on from its organisation's last one, from 1 (primary key); no row where its name is taken. Under the lock of
-- lock.sql.
INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at, by_sign_up)
SELECT $1, coalesce(max(group_id), 0) + 1, $2, $3, $4, $5 FROM contact_group WHERE organisation_id = $1
ON CONFLICT (organisation_id, name_key) DO NOTHING
RETURNING group_id, name, created_at, is_public, title, description
