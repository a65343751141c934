-- How many groups of an organisation sign-ups have created (contact_group_by_sign_up).
SELECT count(*) FROM contact_group WHERE organisation_id = $1 AND by_sign_up
