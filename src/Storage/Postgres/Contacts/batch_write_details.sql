-- Writes the details of those contacts that this transaction has written (contact_pkey). As in batch_update.sql an insert that always ends
-- in its DO UPDATE. Where another contact has an id by now the whole batch begins again.
INSERT INTO contact AS c (organisation_id, contact_id, external_id, email_subscribed, sms_subscribed, created_at, updated_at, foreign_id,
    attributes)
SELECT d.organisation_id, d.contact_id, '', false, false, now(), now(), d.foreign_id, d.attributes::jsonb
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[]) AS d(organisation_id, contact_id, foreign_id, attributes)
CROSS JOIN LATERAL (SELECT c.xmin FROM contact c WHERE c.organisation_id = d.organisation_id AND c.contact_id = d.contact_id OFFSET 0) w
WHERE w.xmin = pg_current_xact_id()::xid
ON CONFLICT (organisation_id, contact_id) DO UPDATE SET foreign_id = excluded.foreign_id, attributes = excluded.attributes;
