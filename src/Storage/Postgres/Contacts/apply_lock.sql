-- Locks the contacts of change sets in the order of the rows, which is the one in which batches lock, and gives their versions and groups
-- (contact_pkey, contact_group_member_pkey).
SELECT c.organisation_id, c.contact_id, c.version,
    ARRAY(SELECT m.group_id FROM contact_group_member m WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id)
FROM unnest($1::int[], $2::bigint[]) AS i(organisation_id, contact_id)
CROSS JOIN LATERAL (
    SELECT c.organisation_id, c.contact_id, c.version FROM contact c
    WHERE c.organisation_id = i.organisation_id AND c.contact_id = i.contact_id FOR UPDATE
) c;
