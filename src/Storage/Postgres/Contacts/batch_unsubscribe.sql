-- Ends the subscription to text messages of every contact that has a number which is no longer to be written to, as this transaction has it
-- (consent_pkey, contact_sms_subscriber), and records it.
WITH others AS (
    UPDATE contact c SET sms_subscribed = false, version = c.version + 1, updated_at = n.at
    FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[])
        AS n(organisation_id, phone, at, kind, source, actor, reason, before, after, evidence)
    JOIN consent k ON k.organisation_id = n.organisation_id AND k.channel = 1 AND k.address = n.phone AND k.state IN (4, 5)
    WHERE c.organisation_id = n.organisation_id AND c.phone = n.phone AND c.sms_subscribed AND c.merged_into IS NULL
    RETURNING c.contact_id, n.*
)
INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
SELECT o.organisation_id, o.contact_id, o.at, o.kind, o.source, o.actor, o.reason, o.before::json, o.after::json, o.evidence
FROM others o;
