-- One page of what a search or a choice of groups finds (hits_found.sql or hits_chosen.sql, put in), and how many it finds in all, of
-- one snapshot. The contacts of the page are read through contact_pkey. {direction} is put in from a fixed list.
-- $1 organisation, $3 how many come before the page, $4 page size, the rest for the hits.
WITH hit AS MATERIALIZED (
{hits}
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
