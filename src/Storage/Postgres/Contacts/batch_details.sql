-- For the rows of a batch that have details: those of the contact that has the address, with the version that they are of
-- (contact_email_key, as in batch_known.sql), and the contact that has the integrator's id (contact_foreign_id).
SELECT i.place, c.version, c.foreign_id, c.attributes::text, o.contact_id, o.external_id
FROM unnest($1::int[], $2::int[], $3::text[], $4::text[]) AS i(place, organisation_id, email_key, foreign_id)
LEFT JOIN LATERAL (
    SELECT c.version, c.foreign_id, c.attributes FROM contact c
    WHERE c.organisation_id = i.organisation_id AND c.email_key >= i.email_key AND c.email_key <= i.email_key AND c.merged_into IS NULL
    ORDER BY c.email_key LIMIT 1
) c ON true
LEFT JOIN LATERAL (
    SELECT o.contact_id, o.external_id FROM contact o
    WHERE o.organisation_id = i.organisation_id AND o.foreign_id = i.foreign_id AND o.merged_into IS NULL OFFSET 0
) o ON true;
