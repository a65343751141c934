-- Ends the memberships that images no longer have, of all change sets at once. They are looked up one by one (contact_group_member_pkey)
-- and removed by their place in the table, so that no plan depends on statistics.
DELETE FROM contact_group_member WHERE ctid = ANY (ARRAY(
    SELECT m.ctid
    FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS l(organisation_id, contact_id, group_id)
    CROSS JOIN LATERAL (SELECT m.ctid FROM contact_group_member m
        WHERE m.organisation_id = l.organisation_id AND m.contact_id = l.contact_id AND m.group_id = l.group_id OFFSET 0) m));
