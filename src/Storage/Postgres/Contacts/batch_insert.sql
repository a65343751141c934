-- Inserts the new contacts of a batch and returns their ids. One whose address another transaction has inserted meanwhile
-- (contact_email_key) is left out. Rows must come in one order in all processes, because they lock in it.
INSERT INTO contact (organisation_id, contact_id, external_id, email, email_key, email_folded, phone, first_name, last_name, company,
    first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, source, created_at, updated_at)
SELECT i.organisation_id, i.contact_id, i.external_id, i.email, i.email_key, i.email_folded, i.phone, i.first_name, i.last_name, i.company,
    i.first_name_folded, i.last_name_folded, i.company_folded, i.email_subscribed, i.sms_subscribed, i.source, i.at, i.at
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
        $11::text[], $12::boolean[], $13::boolean[], $14::timestamptz[], $15::text[], $16::text[], $17::text[])
    AS i(organisation_id, contact_id, phone, first_name, last_name, company, first_name_folded, last_name_folded, company_folded,
        external_id, email, email_subscribed, sms_subscribed, at, email_key, email_folded, source)
ON CONFLICT (organisation_id, email_key) WHERE merged_into IS NULL DO NOTHING
RETURNING contact_id;
