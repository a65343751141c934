-- One page of what a search or filters find, and how many they find in all, of one snapshot. Where the hits are looked for is put in
-- (hits_found.sql or hits_chosen.sql) with hits_filters.sql, and {keys} and {direction} from a fixed list;
-- groups are looked up through contact_group_member_pkey, times through contact_created, the contacts of the page through contact_pkey.
-- $1 organisation, $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 group (null: all), $6 pattern of the
-- folded text, $7 pattern of the phone's digits (null: none), $8 keys of groups' names (null: no choice), $9 or without any, $10 pattern of
-- the phone with its plus (null: none), $11 patterns of names, $12 state of the consent, $13 by when a pending one has lapsed, $14 source
-- (null: any, empty: none), $15 and $16 between which times made (null: whenever), $17 and $18 the attribute, $19 the calling code
-- (null: any).
WITH hit AS MATERIALIZED (
    SELECT h.contact_id, {keys} FROM
{hits})
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
