-- Appends entries to histories.
INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
SELECT e.organisation_id, e.contact_id, e.at, e.kind, e.source, e.actor, e.reason, e.before::json, e.after::json, e.evidence
FROM unnest($1::int[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[])
    AS e(organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence);
