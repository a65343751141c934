-- The group of an id, unless it was retired (primary key).
SELECT group_id, name, created_at, is_public, title, description FROM contact_group
WHERE organisation_id = $1 AND group_id = $2 AND retired_at IS NULL
