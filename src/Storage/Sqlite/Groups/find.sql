-- The group of an id. By the primary key.
SELECT group_id, name FROM contact_group WHERE organisation_id = ?1 AND group_id = ?2
