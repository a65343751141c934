-- The live contacts of a batch's addresses with the ids of their groups (contact_email_key, contact_group_member_pkey); where there is none,
-- nothing but the id that a new contact gets.
SELECT coalesce(c.contact_id, nextval('contact_id_seq')), c.version, c.external_id, c.email, c.phone, c.email_subscribed,
    c.sms_subscribed, c.source, c.created_at, c.updated_at,
    ARRAY(SELECT m.group_id FROM contact_group_member m
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id),
    c.{profile}
FROM unnest($1::int[], $2::text[]) AS i(organisation_id, email_key)
-- The first address from the one looked for on, in the index's order: no other index serves that without a sort, and the sessions
-- of batches do without sorts where they can. An equality would leave the choice of the index to the statistics, which for a
-- young table are wrong, and one that begins with the organisation alone reads all of its contacts for every row.
LEFT JOIN LATERAL (
    SELECT f.* FROM (
        SELECT c.* FROM contact c
        WHERE c.organisation_id = i.organisation_id AND c.email_key >= i.email_key AND c.merged_into IS NULL
        ORDER BY c.email_key LIMIT 1
    ) f
    WHERE f.email_key = i.email_key
) c ON true;
