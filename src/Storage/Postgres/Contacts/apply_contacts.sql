-- Writes images over the rows whose versions were read (contact_pkey), in one statement: triggers cost as much for one row as for many.
UPDATE contact c SET email = i.email, email_key = i.email_key, email_folded = i.email_folded, phone = i.phone,
    email_subscribed = i.email_subscribed, sms_subscribed = i.sms_subscribed, source = i.source, updated_at = i.at,
    merged_into = i.merged_into, foreign_id = i.foreign_id, attributes = i.attributes::jsonb, version = c.version + 1,
    ({profile_folded}) = ROW(i.{profile_folded})
FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[],
        $10::text[], $11::timestamptz[], $12::bigint[], $13::text[], $14::text[], {profile_folded $15::text[]})
    AS i(organisation_id, contact_id, version, email, email_key, email_folded, phone, email_subscribed, sms_subscribed, source, at,
        merged_into, foreign_id, attributes, {profile_folded})
WHERE c.organisation_id = i.organisation_id AND c.contact_id = i.contact_id AND c.version = i.version;
