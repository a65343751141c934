-- A page of groups by id with the numbers of their live contacts (a contact that was merged away is in no group), and how many groups there
-- are (primary key, contact_group_member_by_group). ?2 page size, ?3 how many come before.
SELECT g.group_id, g.name, g.created_at, g.is_public, g.title, g.description, g.contacts, page.total
FROM (SELECT count(*) AS total FROM contact_group WHERE organisation_id = ?1 AND retired_at IS NULL) page
LEFT JOIN (
    SELECT g.group_id, g.name, g.created_at, g.is_public, g.title, g.description, (
        SELECT count(*) FROM contact_group_member m WHERE m.organisation_id = g.organisation_id AND m.group_id = g.group_id) AS contacts
    FROM contact_group g WHERE g.organisation_id = ?1 AND g.retired_at IS NULL
    ORDER BY g.group_id LIMIT ?2 OFFSET ?3
) g ON true
ORDER BY g.group_id
