-- The groups that people see, by id (contact_group_public).
SELECT group_id, name, created_at, is_public, title, description FROM contact_group
WHERE organisation_id = $1 AND is_public ORDER BY group_id
