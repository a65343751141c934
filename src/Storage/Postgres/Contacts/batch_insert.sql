-- Inserts the new contacts of a batch and returns their ids. One whose address another transaction has inserted meanwhile
-- (contact_email_key) is left out. Rows must come in one order in all processes, because they lock in it.
INSERT INTO contact (organisation_id, contact_id, external_id, email, email_key, email_folded, phone, email_subscribed, sms_subscribed,
    source, created_at, updated_at, {profile_folded})
SELECT i.organisation_id, i.contact_id, i.external_id, i.email, i.email_key, i.email_folded, i.phone, i.email_subscribed, i.sms_subscribed,
    i.source, i.at, i.at, i.{profile_folded}
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[], $10::text[],
        $11::timestamptz[], {profile_folded $12::text[]})
    AS i(organisation_id, contact_id, external_id, email, email_key, email_folded, phone, email_subscribed, sms_subscribed, source,
        at, {profile_folded})
ON CONFLICT (organisation_id, email_key) WHERE merged_into IS NULL DO NOTHING
RETURNING contact_id;
