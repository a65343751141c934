-- Ends the subscription to text messages of every contact that has a number which is no longer to be written to, as this transaction has it
-- (consent_pkey, contact_sms_subscriber), and records it.
WITH others AS (
    UPDATE contact c SET sms_subscribed = false, version = c.version + 1, updated_at = n.at
    FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::text[], $5::text[]) AS n(organisation_id, phone, at, source, actor)
    JOIN consent k ON k.organisation_id = n.organisation_id AND k.channel = 1 AND k.address = n.phone AND k.state IN (4, 5)
    WHERE c.organisation_id = n.organisation_id AND c.phone = n.phone AND c.sms_subscribed AND c.merged_into IS NULL
    RETURNING c.organisation_id, c.contact_id, n.at, n.source, n.actor
)
INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, before, after)
SELECT o.organisation_id, o.contact_id, o.at, 'consent-withdrawn', o.source, o.actor, '{"smsSubscribed":true}', '{"smsSubscribed":false}'
FROM others o;
