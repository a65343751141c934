-- The live contacts of a batch's addresses with the ids of their groups (contact_email_key, contact_group_member_pkey); where there is
-- none, nothing but the id that a new contact gets. With the consents of the address, unless it is known to be given and not refused,
-- and of the number, if something is said of it (consent_pkey).
SELECT coalesce(c.contact_id, nextval('contact_id_seq')), c.version, c.external_id, c.email, c.phone, c.email_subscribed,
    c.sms_subscribed, c.source, c.created_at, c.updated_at,
    ARRAY(SELECT m.group_id FROM contact_group_member m
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id),
    c.{profile},
    e.state, e.sequence, e.version, e.requested_at, e.confirmed_at, e.withdrawn_at, e.expires_at, e.source, e.held, e.mails,
    e.is_hold_noted, e.sign_up,
    s.state, s.sequence, s.version, s.requested_at, s.confirmed_at, s.withdrawn_at, s.expires_at, s.source, s.held, s.mails,
    s.is_hold_noted, s.sign_up
FROM unnest($1::int[], $2::text[], $3::text[], $4::boolean[], $5::boolean[])
    AS i(organisation_id, email_key, phone, refuses_email, is_about_sms)
-- The one address from the one looked for to itself, in the index's order: no other index serves that without a sort, and the sessions
-- of batches do without sorts where they can. An equality would leave the choice of the index to the statistics, which for a
-- young table are wrong, and one that begins with the organisation alone reads all of its contacts for every row.
LEFT JOIN LATERAL (
    SELECT c.* FROM contact c
    WHERE c.organisation_id = i.organisation_id AND c.email_key >= i.email_key AND c.email_key <= i.email_key AND c.merged_into IS NULL
    ORDER BY c.email_key LIMIT 1
) c ON true
-- Consents in the order of consent_pkey, for the same reason.
LEFT JOIN LATERAL (
    SELECT e.* FROM consent e
    WHERE (i.refuses_email OR c.email_subscribed IS NOT TRUE)
        AND e.organisation_id = i.organisation_id AND e.channel = 0 AND e.address >= i.email_key AND e.address <= i.email_key
    ORDER BY e.address LIMIT 1
) e ON true
LEFT JOIN LATERAL (
    SELECT s.* FROM consent s
    WHERE i.is_about_sms AND s.organisation_id = i.organisation_id AND s.channel = 1
        AND s.address >= coalesce(i.phone, c.phone) AND s.address <= coalesce(i.phone, c.phone)
    ORDER BY s.address LIMIT 1
) s ON true;
