-- Writes what belongs to those new contacts of this transaction (contact_pkey) that give the consent of an address of which nothing was
-- known: memberships, consent, history and tallies, as batch_join_groups.sql, batch_consents.sql and batch_events.sql would with a look-up
-- of the contact each. Nearly all sign-ups come this way. A row has an entry of the history where it has a kind, and a membership where it
-- has a group. Where the address has a consent by now (consent_pkey) the whole batch begins again.
WITH written AS MATERIALIZED (
    SELECT n.*, c.email_key, c.created_at, c.source AS first_source
    FROM unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::int[], $12::bigint[], $13::boolean[], $14::text[], $15::text[], $16::text[])
        AS n(organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence, tally, group_id, is_given, given_by,
            given_evidence, sign_up)
    CROSS JOIN LATERAL (
        SELECT c.xmin, c.email_key, c.created_at, c.source FROM contact c
        WHERE c.organisation_id = n.organisation_id AND c.contact_id = n.contact_id OFFSET 0
    ) c
    WHERE c.xmin = pg_current_xact_id()::xid
),
memberships AS (
    INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
    SELECT organisation_id, contact_id, group_id FROM written WHERE group_id IS NOT NULL
),
consents AS (
    INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor, evidence, sign_up)
    SELECT organisation_id, 0, email_key, 2, created_at, first_source, given_by, given_evidence, sign_up FROM written WHERE is_given
),
entries AS (
    INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
    SELECT organisation_id, contact_id, at, kind, source, actor, reason, before::json, after::json, evidence FROM written
    WHERE kind IS NOT NULL
)
INSERT INTO sign_up_tally (organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
SELECT ($17::int[])[t.tally], ($18::int[])[t.tally], ($19::text[])[t.tally], ($20::text[])[t.tally], ($21::bigint[])[t.tally],
    ($22::int[])[t.tally] * t.times, ($23::int[])[t.tally] * t.times, ($24::int[])[t.tally] * t.times, ($25::int[])[t.tally] * t.times, 0, 0
FROM (SELECT tally, count(*) AS times FROM written WHERE tally IS NOT NULL GROUP BY tally) t;
