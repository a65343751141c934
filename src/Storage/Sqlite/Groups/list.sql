-- A page of groups by id with their numbers of live contacts (a contact that was merged away is in no group). By the primary key and
-- contact_group_member_by_group.
SELECT g.group_id, g.name, g.created_at, (
    SELECT count(*) FROM contact_group_member m WHERE m.organisation_id = g.organisation_id AND m.group_id = g.group_id)
FROM contact_group g
WHERE g.organisation_id = ?1
ORDER BY g.group_id
LIMIT ?2 OFFSET ?3
