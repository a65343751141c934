-- The names of an organisation's groups (primary key).
SELECT group_id, name FROM contact_group WHERE organisation_id = $1
