-- Two of the live contacts of each number of a batch, or of those among them that have no address (contact_phone); with the place of the
-- number, from 1.
SELECT i.place, {contact}, group_ids, group_names
FROM unnest($1::int[], $2::text[], $3::boolean[]) WITH ORDINALITY AS i(organisation, number, with_address, place)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = i.organisation AND c.phone = i.number AND c.merged_into IS NULL AND (i.with_address OR c.email_key IS NULL)
    ORDER BY c.contact_id LIMIT 2
) c
ORDER BY i.place;
