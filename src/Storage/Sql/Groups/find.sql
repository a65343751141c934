-- The group of an id (primary key).
SELECT group_id, name, created_at, is_public, title, description FROM contact_group WHERE organisation_id = $1 AND group_id = $2
