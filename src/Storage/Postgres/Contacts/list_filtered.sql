-- One page of what a search or filters find, and how many they find in all, of one snapshot. Where the hits are looked for is put in
-- (hits_found.sql or hits_chosen.sql), which consents (hits_consent.sql or hits_no_consent.sql), which attribute (hits_attribute.sql), and {keys} and {direction}
-- from a fixed list;
-- groups are looked up through contact_group_member_pkey, times through contact_created, the contacts of the page through contact_pkey.
-- $1 organisation, $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 group (null: all), $6 pattern of the folded
-- text, $7 pattern of the phone's digits (null: none), $8 keys of groups' names (null: no choice), $9 or without any, $10 pattern of the phone
-- with its plus (null: none), $11 patterns of names, $12 state of the consent, $13 by when a pending one has lapsed, $14 source (null: any, empty:
-- none), $15 and $16 between which times made (null: whenever), $17 and $18 the attribute.
WITH hit AS MATERIALIZED (
    SELECT h.contact_id, {keys} FROM
{hits}
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
{consent}
{attribute}
)
SELECT page.total, i.*
FROM (SELECT count(*) AS total FROM hit) page
LEFT JOIN (
    SELECT * FROM hit ORDER BY key0, key1 {direction}, key2 {direction}, contact_id {direction} LIMIT $4::bigint OFFSET $3::bigint
) hit ON true
LEFT JOIN LATERAL (
    SELECT {contact}, group_ids, group_names FROM contact_image i
    WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY key0, key1 {direction}, key2 {direction}, hit.contact_id {direction};
