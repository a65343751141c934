-- How many groups an organisation has. By the primary key.
SELECT count(*) FROM contact_group WHERE organisation_id = ?1
