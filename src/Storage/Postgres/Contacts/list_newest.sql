-- One page of all live contacts by id, every page equally fast, and the exact total of the same snapshot. place_of_page.sql, put in, tells
-- where the page lies; within a block contact_pkey is walked.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 oldest first.
WITH
{place}
SELECT page.total, i.*
FROM page
LEFT JOIN LATERAL (
    SELECT c.contact_id
    FROM place p
    CROSS JOIN LATERAL (
        SELECT c.contact_id FROM contact c
        WHERE c.organisation_id = $1 AND c.contact_id >= p.block << 12 AND c.contact_id < (p.block + 1) << 12
            AND c.merged_into IS NULL AND ($2 IS NULL OR c.sms_subscribed = $2)
        ORDER BY c.organisation_id DESC, c.contact_id DESC
        LIMIT greatest(least(p.before + p.contacts, page.past) - greatest(p.before, page.first), 0)
        OFFSET greatest(page.first - p.before, 0)
    ) c
    WHERE p.before < page.past AND p.before + p.contacts > page.first
) hit ON true
LEFT JOIN LATERAL (
    SELECT {contact}, group_ids, group_names FROM contact_image i
    WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY CASE WHEN $5 THEN hit.contact_id END, hit.contact_id DESC;
