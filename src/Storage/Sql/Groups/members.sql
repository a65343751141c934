-- Some members of a group by id (contact_group_member_group, contact_group_member_by_group).
SELECT contact_id FROM contact_group_member WHERE organisation_id = $1 AND group_id = $2 ORDER BY contact_id LIMIT $3
