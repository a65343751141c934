-- The groups of a contact by id, with their names. By the primary keys.
SELECT m.group_id, g.name
FROM contact_group_member m JOIN contact_group g ON g.organisation_id = m.organisation_id AND g.group_id = m.group_id
WHERE m.organisation_id = ?1 AND m.contact_id = ?2
ORDER BY m.group_id
