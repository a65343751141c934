-- The rows of several ids, live or not (contact_pkey), each looked up by itself in the index's order, whatever statistics say of a table
-- that grows fast: an import's own contacts are not in them.
SELECT {contact}, group_ids, group_names
FROM unnest($2::bigint[]) AS i(id)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = $1 AND c.contact_id >= i.id AND c.contact_id <= i.id
    ORDER BY c.contact_id LIMIT 1
) c;
