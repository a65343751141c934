-- Adds the memberships that an image has and the store does not have yet (contact_group_member_pkey).
INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
SELECT $1, $2, g.id FROM unnest($3::bigint[]) AS g(id)
ON CONFLICT DO NOTHING;
