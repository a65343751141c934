-- Updates the known contacts of a batch where their version is still the one that was read, and returns their ids. Rows must come in one
-- order in all processes, because they lock in it.
-- It is an insert that always ends in its DO UPDATE: it goes through contact_pkey by construction, where the plan of an UPDATE with a join
-- would depend on statistics; and it sees the newest version of the row, so that the guard is exact.
INSERT INTO contact AS c (organisation_id, contact_id, external_id, phone, first_name, last_name, company,
    first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, created_at, updated_at, version)
SELECT i.organisation_id, i.contact_id, '', i.phone, i.first_name, i.last_name, i.company,
    i.first_name_folded, i.last_name_folded, i.company_folded, i.email_subscribed, i.sms_subscribed, i.at, i.at, i.version
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::boolean[], $11::boolean[], $12::timestamptz[], $13::bigint[])
    AS i(organisation_id, contact_id, phone, first_name, last_name, company, first_name_folded, last_name_folded, company_folded,
        email_subscribed, sms_subscribed, at, version)
ON CONFLICT (organisation_id, contact_id) DO UPDATE SET phone = excluded.phone, first_name = excluded.first_name,
    last_name = excluded.last_name, company = excluded.company, first_name_folded = excluded.first_name_folded,
    last_name_folded = excluded.last_name_folded, company_folded = excluded.company_folded,
    email_subscribed = excluded.email_subscribed, sms_subscribed = excluded.sms_subscribed, updated_at = excluded.updated_at,
    version = c.version + 1
WHERE c.version = excluded.version AND c.merged_into IS NULL
RETURNING c.contact_id;
