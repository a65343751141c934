-- One page of all live contacts by id, every page equally fast, and the exact total of the same snapshot. The tally tells
-- in which large blocks of ids the page lies (contact_tally_large_pkey) and in which blocks of those (contact_tally_pkey); within a block
-- contact_pkey is walked.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 oldest first.
WITH large AS MATERIALIZED (
    SELECT t.block, sum(CASE WHEN $2::boolean IS NULL THEN t.contacts WHEN $2 THEN t.sms_subscribed
        ELSE t.contacts - t.sms_subscribed END) AS contacts
    FROM contact_tally_large t WHERE t.organisation_id = $1 AND t.group_id = 0
    GROUP BY t.block
),
-- The oldest come first where the list is read from its other end.
page AS MATERIALIZED (
    SELECT b.total, CASE WHEN $5::boolean THEN greatest(b.total - $3::bigint - $4::bigint, 0) ELSE $3 END AS first,
        CASE WHEN $5 THEN greatest(b.total - $3, 0) ELSE $3 + $4 END AS past
    FROM (SELECT coalesce(sum(contacts), 0)::bigint AS total FROM large) b
),
large_place AS MATERIALIZED (
    SELECT block, contacts, sum(contacts) OVER (ORDER BY block DESC) - contacts AS before FROM large WHERE contacts > 0
),
block AS MATERIALIZED (
    SELECT p.before, t.block, sum(CASE WHEN $2 IS NULL THEN t.contacts WHEN $2 THEN t.sms_subscribed
        ELSE t.contacts - t.sms_subscribed END) AS contacts
    FROM page CROSS JOIN large_place p
    CROSS JOIN LATERAL (
        SELECT t.* FROM contact_tally t
        WHERE t.organisation_id = $1 AND t.group_id = 0 AND t.block >= p.block << 6 AND t.block < (p.block + 1) << 6 OFFSET 0
    ) t
    WHERE p.before < page.past AND p.before + p.contacts > page.first
    GROUP BY p.before, t.block
),
place AS MATERIALIZED (
    SELECT block, contacts, before + sum(contacts) OVER (PARTITION BY before ORDER BY block DESC) - contacts AS before
    FROM block WHERE contacts > 0
)
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
    SELECT * FROM contact_image i WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY CASE WHEN $5 THEN hit.contact_id END, hit.contact_id DESC;
