-- Ends the memberships that an image no longer has (contact_group_member_pkey).
DELETE FROM contact_group_member WHERE organisation_id = $1 AND contact_id = $2 AND group_id <> ALL ($3::bigint[]);
