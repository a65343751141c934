-- Appends to the histories of those contacts that this transaction has written (contact_pkey), and counts the sign-ups that wrote them: $11
-- says for each row which of the tallies behind it ($12 to $21) it adds once, or null. A row without a kind is no entry of a history.
WITH written AS MATERIALIZED (
    SELECT e.*
    FROM unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::int[])
        AS e(organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence, tally)
    CROSS JOIN LATERAL (SELECT c.xmin FROM contact c WHERE c.organisation_id = e.organisation_id AND c.contact_id = e.contact_id OFFSET 0) c
    WHERE c.xmin = pg_current_xact_id()::xid
),
entries AS (
    INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
    SELECT organisation_id, contact_id, at, kind, source, actor, reason, before::json, after::json, evidence FROM written
    WHERE kind IS NOT NULL
)
INSERT INTO sign_up_tally (organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
SELECT ($12::int[])[t.tally], ($13::int[])[t.tally], ($14::text[])[t.tally], ($15::text[])[t.tally], ($16::bigint[])[t.tally],
    ($17::int[])[t.tally] * t.times, ($18::int[])[t.tally] * t.times, ($19::int[])[t.tally] * t.times, ($20::int[])[t.tally] * t.times, 0,
    ($21::int[])[t.tally] * t.times
FROM (SELECT tally, count(*) AS times FROM written WHERE tally IS NOT NULL GROUP BY tally) t;
