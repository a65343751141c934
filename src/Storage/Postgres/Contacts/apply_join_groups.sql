-- Adds the memberships that images have and the store does not have yet (contact_group_member_pkey), of all change sets at once: triggers
-- cost as much for one row as for many.
INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
SELECT m.organisation_id, m.contact_id, m.group_id
FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS m(organisation_id, contact_id, group_id)
ON CONFLICT DO NOTHING;
