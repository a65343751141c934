-- Updates the known contacts of a batch where their version is still the one that was read, and returns their ids. Rows must come in one
-- order in all processes, because they lock in it.
-- It is an insert that always ends in its DO UPDATE: it goes through contact_pkey by construction, where the plan of an UPDATE with a join
-- would depend on statistics; and it sees the newest version of the row, so that the guard is exact.
INSERT INTO contact AS c (organisation_id, contact_id, external_id, phone, email_subscribed, sms_subscribed, created_at, updated_at,
    version, {profile_folded})
SELECT i.organisation_id, i.contact_id, '', i.phone, i.email_subscribed, i.sms_subscribed, i.at, i.at, i.version, i.{profile_folded}
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::boolean[], $5::boolean[], $6::timestamptz[], $7::bigint[],
        {profile_folded $8::text[]})
    AS i(organisation_id, contact_id, phone, email_subscribed, sms_subscribed, at, version, {profile_folded})
ON CONFLICT (organisation_id, contact_id) DO UPDATE SET phone = excluded.phone, email_subscribed = excluded.email_subscribed,
    sms_subscribed = excluded.sms_subscribed, updated_at = excluded.updated_at, version = c.version + 1,
    ({profile_folded}) = ROW(excluded.{profile_folded})
WHERE c.version = excluded.version AND c.merged_into IS NULL
RETURNING c.contact_id;
