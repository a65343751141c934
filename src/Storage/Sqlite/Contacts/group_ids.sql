-- The ids of the groups of some names, given as a JSON array of name keys. By contact_group_by_name.
SELECT group_id FROM contact_group WHERE organisation_id = ?1 AND name_key IN (SELECT value FROM json_each(?2))
