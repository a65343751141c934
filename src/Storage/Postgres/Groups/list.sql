-- A page of groups by id with the numbers of their live contacts, and how many groups there are (contact_group_pkey,
-- contact_tally_large_pkey). $2 page size, $3 how many come before.
SELECT g.group_id, g.name, g.created_at, g.is_public, g.title, g.description, g.contacts, page.total
FROM (SELECT count(*) AS total FROM contact_group WHERE organisation_id = $1 AND retired_at IS NULL) page
LEFT JOIN (
    SELECT g.group_id, g.name, g.created_at, g.is_public, g.title, g.description,
        (SELECT coalesce(sum(t.contacts), 0) FROM contact_tally_large t
        WHERE t.organisation_id = $1 AND t.group_id = g.group_id)::bigint AS contacts
    FROM contact_group g WHERE g.organisation_id = $1 AND g.retired_at IS NULL
    ORDER BY g.group_id LIMIT $2 OFFSET $3
) g ON true
ORDER BY g.group_id
