-- Adds memberships of those contacts that this transaction has written (contact_pkey, contact_group_member_pkey). A statement of its own:
-- the tally counts a membership with the consent that its contact has by then.
INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
SELECT m.organisation_id, m.contact_id, m.group_id
FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS m(organisation_id, contact_id, group_id)
CROSS JOIN LATERAL (SELECT c.xmin FROM contact c WHERE c.organisation_id = m.organisation_id AND c.contact_id = m.contact_id OFFSET 0) c
WHERE c.xmin = pg_current_xact_id()::xid
ON CONFLICT DO NOTHING;
