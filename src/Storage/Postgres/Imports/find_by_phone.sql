-- Two of the live contacts of each number, or of those among them that have no address (contact_phone).
SELECT {contact}, group_ids, group_names
FROM unnest($2::text[]) AS i(number)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = $1 AND c.phone = i.number AND c.merged_into IS NULL AND ($3 OR c.email_key IS NULL)
    ORDER BY c.contact_id LIMIT 2
) c;
