-- Ends a membership (primary key).
DELETE FROM contact_group_member WHERE organisation_id = $1 AND contact_id = $2 AND group_id = $3
