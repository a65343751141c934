-- One page of what a search or a choice of groups finds, and how many it finds in all, of one snapshot. A term of three letters or more
-- goes through contact_search_trigrams, a shorter one through all texts of the organisation; group choices through
-- contact_group_member_pkey. A search puts join_found.sql in; {keys} and {direction} are put in from a fixed list.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 group (null: all), $6 pattern of the folded text
-- (null: no search), $7 pattern of the phone's digits (null: none), $8 keys of groups' names (null: no choice), $9 or without any.
WITH hit AS MATERIALIZED (
    SELECT c.contact_id, {keys} FROM contact c {found}
    WHERE c.organisation_id = $1 AND c.merged_into IS NULL AND ($2::boolean IS NULL OR c.sms_subscribed = $2)
        AND ($5::bigint IS NULL OR EXISTS (
            SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id AND m.group_id = $5))
        AND ($8::text[] IS NULL
            OR EXISTS (
                SELECT FROM contact_group_member m
                WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id AND m.group_id = ANY (ARRAY(
                    SELECT g.group_id FROM contact_group g WHERE g.organisation_id = $1 AND g.name_key = ANY ($8))))
            OR ($9::boolean AND NOT EXISTS (
                SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id)))
)
SELECT page.total, i.*
FROM (SELECT count(*) AS total FROM hit) page
LEFT JOIN (
    SELECT * FROM hit ORDER BY key0, key1 {direction}, key2 {direction}, contact_id {direction} LIMIT $4::bigint OFFSET $3::bigint
) hit ON true
LEFT JOIN LATERAL (
    SELECT * FROM contact_image i WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY key0, key1 {direction}, key2 {direction}, hit.contact_id {direction};
