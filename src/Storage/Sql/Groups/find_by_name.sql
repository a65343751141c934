-- The group of a name key (unique index of name keys).
SELECT group_id, name FROM contact_group WHERE organisation_id = $1 AND name_key = $2
