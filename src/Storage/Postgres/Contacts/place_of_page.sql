-- Where a page lies among the contacts of a group, or of them all, by id: the tally tells in which large blocks of ids
-- (contact_tally_large_pkey), and in which blocks of those (contact_tally_pkey). With the exact total. {group} is put in.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 oldest first.
large AS MATERIALIZED (
    SELECT t.block, sum(CASE WHEN $2::boolean IS NULL THEN t.contacts WHEN $2 THEN t.sms_subscribed
        ELSE t.contacts - t.sms_subscribed END) AS contacts
    FROM contact_tally_large t WHERE t.organisation_id = $1 AND t.group_id = {group}
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
        WHERE t.organisation_id = $1 AND t.group_id = {group} AND t.block >= p.block << 6 AND t.block < (p.block + 1) << 6 OFFSET 0
    ) t
    WHERE p.before < page.past AND p.before + p.contacts > page.first
    GROUP BY p.before, t.block
),
place AS MATERIALIZED (
    SELECT block, contacts, before + sum(contacts) OVER (PARTITION BY before ORDER BY block DESC) - contacts AS before
    FROM block WHERE contacts > 0
)
