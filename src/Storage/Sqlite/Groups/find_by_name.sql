-- The group of a name key. By contact_group_by_name.
SELECT group_id, name FROM contact_group WHERE organisation_id = ?1 AND name_key = ?2
