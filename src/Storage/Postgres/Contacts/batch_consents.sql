-- Writes consents over the versions that were read (consent_pkey; 0: none was there); those with a contact where this transaction has
-- written it (contact_pkey). Where one is another by now the whole batch begins again.
INSERT INTO consent AS k (organisation_id, channel, address, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
    source, actor, evidence, held, mails, is_hold_noted, sign_up)
SELECT n.organisation_id, n.channel, n.address, n.state, n.sequence, n.version + 1, n.requested_at, n.confirmed_at, n.withdrawn_at,
    n.expires_at, n.source, n.actor, n.evidence, n.held, n.mails, n.is_hold_noted, n.sign_up
FROM unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::int[], $6::bigint[], $7::bigint[], $8::timestamptz[], $9::timestamptz[],
        $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::boolean[],
        $18::text[])
    AS n(organisation_id, contact_id, channel, address, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
        source, actor, evidence, held, mails, is_hold_noted, sign_up)
LEFT JOIN LATERAL (SELECT c.xmin FROM contact c WHERE c.organisation_id = n.organisation_id AND c.contact_id = n.contact_id OFFSET 0) c
    ON true
WHERE n.contact_id IS NULL OR c.xmin = pg_current_xact_id()::xid
ON CONFLICT (organisation_id, channel, address) DO UPDATE SET state = excluded.state, sequence = excluded.sequence,
    version = excluded.version, requested_at = excluded.requested_at, confirmed_at = excluded.confirmed_at,
    withdrawn_at = excluded.withdrawn_at, expires_at = excluded.expires_at, source = excluded.source, actor = excluded.actor,
    evidence = excluded.evidence, held = excluded.held, mails = excluded.mails, is_hold_noted = excluded.is_hold_noted,
    sign_up = excluded.sign_up
WHERE k.version = excluded.version - 1 OR refuse_overtaken();
