-- The live contacts that have one of several values in a column, each looked up by itself as in find_by_id.sql. {key} is put in: email_key
-- (contact_email_key) or foreign_id (contact_foreign_id).
SELECT {contact}, group_ids, group_names
FROM unnest($2::text[]) AS i(key)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = $1 AND c.{key} >= i.key AND c.{key} <= i.key AND c.merged_into IS NULL
    ORDER BY c.{key} LIMIT 1
) c;
