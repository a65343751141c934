-- The live contacts of integrators' ids (contact_foreign_id), with the place of the id, from 1.
SELECT i.place, {contact}, group_ids, group_names
FROM unnest($1::int[], $2::text[]) WITH ORDINALITY AS i(organisation, id, place)
CROSS JOIN LATERAL (
    SELECT * FROM contact_image c WHERE c.organisation_id = i.organisation AND c.foreign_id = i.id AND c.merged_into IS NULL OFFSET 0
) c
ORDER BY i.place;
