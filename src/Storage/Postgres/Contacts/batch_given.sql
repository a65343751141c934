-- Writes the consents that new contacts of this transaction give (contact_pkey), of whose addresses nothing was known (consent_pkey). Where
-- something is by now the whole batch begins again. What batch_consents.sql would do as well: nearly all sign-ups come this way.
INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor, evidence, sign_up)
SELECT n.organisation_id, 0, c.email_key, 2, c.created_at, c.source, n.actor, n.evidence, n.sign_up
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[])
    AS n(organisation_id, contact_id, actor, evidence, sign_up)
CROSS JOIN LATERAL (
    SELECT c.xmin, c.email_key, c.created_at, c.source FROM contact c
    WHERE c.organisation_id = n.organisation_id AND c.contact_id = n.contact_id OFFSET 0
) c
WHERE c.xmin = pg_current_xact_id()::xid
ON CONFLICT (organisation_id, channel, address) DO UPDATE SET state = excluded.state WHERE refuse_overtaken();
