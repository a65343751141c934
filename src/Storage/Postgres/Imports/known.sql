-- The live contacts of several canonical addresses (contact_email_key), each looked up by itself as in find_by_id.sql.
SELECT {contact}, group_ids, group_names
FROM unnest($2::text[]) AS i(key)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = $1 AND c.email_key >= i.key AND c.email_key <= i.key AND c.merged_into IS NULL
    ORDER BY c.email_key LIMIT 1
) c;
