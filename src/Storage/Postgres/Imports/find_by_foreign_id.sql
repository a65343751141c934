-- The live contacts of several integrators' ids (contact_foreign_id), each looked up by itself as in find_by_id.sql.
SELECT {contact}, group_ids, group_names
FROM unnest($2::text[]) AS i(id)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = $1 AND c.foreign_id >= i.id AND c.foreign_id <= i.id AND c.merged_into IS NULL
    ORDER BY c.foreign_id LIMIT 1
) c;
