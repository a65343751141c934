-- One page of a group's live contacts by id, every page equally fast, and the exact total of the same snapshot: as list_newest, through
-- contact_group_member_group.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 oldest first, $6 group, or $7 the key of its name.
WITH chosen AS MATERIALIZED (
    SELECT CASE WHEN $6::bigint IS NOT NULL THEN $6 ELSE (SELECT g.group_id FROM contact_group g
        WHERE g.organisation_id = $1 AND g.name_key = $7) END AS group_id
),
{place}
SELECT page.total, i.*
FROM page
LEFT JOIN LATERAL (
    SELECT m.contact_id
    FROM place p
    CROSS JOIN LATERAL (
        SELECT m.contact_id FROM contact_group_member m
        WHERE m.organisation_id = $1 AND m.group_id = (SELECT group_id FROM chosen)
            AND m.contact_id >= p.block << 12 AND m.contact_id < (p.block + 1) << 12
            AND ($2 IS NULL OR EXISTS (SELECT FROM contact c
                WHERE c.organisation_id = $1 AND c.contact_id = m.contact_id AND c.sms_subscribed = $2 OFFSET 0))
        ORDER BY m.organisation_id DESC, m.group_id DESC, m.contact_id DESC
        LIMIT greatest(least(p.before + p.contacts, page.past) - greatest(p.before, page.first), 0)
        OFFSET greatest(page.first - p.before, 0)
    ) m
    WHERE p.before < page.past AND p.before + p.contacts > page.first
) hit ON true
LEFT JOIN LATERAL (
    SELECT {contact}, group_ids, group_names FROM contact_image i
    WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY CASE WHEN $5 THEN hit.contact_id END, hit.contact_id DESC;
