-- The filters that lists and exports have in common; which consents (hits_consent.sql or hits_no_consent.sql) and which
-- attribute (hits_attribute.sql) are put in.
AND ($2::boolean IS NULL OR sms_subscribed = $2)
AND ($5::bigint IS NULL OR EXISTS (
    SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = h.contact_id AND m.group_id = $5))
AND ($8::text[] IS NULL
    OR EXISTS (
        SELECT FROM contact_group_member m
        WHERE m.organisation_id = $1 AND m.contact_id = h.contact_id AND m.group_id = ANY (ARRAY(
            SELECT g.group_id FROM contact_group g WHERE g.organisation_id = $1 AND g.name_key = ANY ($8))))
    OR ($9::boolean AND NOT EXISTS (
        SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = h.contact_id)))
AND ($14::text IS NULL OR coalesce(source, '') = $14)
AND ($15::timestamptz IS NULL OR created_at >= $15) AND ($16::timestamptz IS NULL OR created_at < $16)
AND ($19::text IS NULL OR phone >= $19 AND phone < $19 || ':') -- A colon follows the digits.
{consent}
{attribute}
