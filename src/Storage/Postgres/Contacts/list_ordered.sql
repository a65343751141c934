-- One page of the live contacts of an organisation or a group in another order than by id: a sort of them all (contact_pkey or the whole
-- table); the total comes from the tally (contact_tally_large_pkey). {keys} and {direction} are put in from a fixed list.
-- $2 takes SMS (null: either), $3 how many come before the page, $4 page size, $5 group (null: all).
SELECT page.total, i.*
FROM (
    SELECT coalesce(sum(CASE WHEN $2::boolean IS NULL THEN t.contacts WHEN $2 THEN t.sms_subscribed
        ELSE t.contacts - t.sms_subscribed END), 0)::bigint AS total
    FROM contact_tally_large t WHERE t.organisation_id = $1 AND t.group_id = coalesce($5::bigint, 0)
) page
LEFT JOIN (
    SELECT c.contact_id, {keys} FROM contact c
    WHERE c.organisation_id = $1 AND c.merged_into IS NULL AND ($2 IS NULL OR c.sms_subscribed = $2)
        AND ($5 IS NULL OR EXISTS (
            SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id AND m.group_id = $5))
    ORDER BY key0, key1 {direction}, key2 {direction}, contact_id {direction} LIMIT $4::bigint OFFSET $3::bigint
) hit ON true
LEFT JOIN LATERAL (
    SELECT {contact}, group_ids, group_names FROM contact_image i
    WHERE i.organisation_id = $1 AND i.contact_id = hit.contact_id OFFSET 0
) i ON true
ORDER BY key0, key1 {direction}, key2 {direction}, hit.contact_id {direction};
