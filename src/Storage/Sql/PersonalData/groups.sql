-- The groups of a contact (contact_group_member's primary key).
SELECT NULL, g.name FROM contact_group_member m
JOIN contact_group g ON g.organisation_id = m.organisation_id AND g.group_id = m.group_id
WHERE m.organisation_id = $1 AND m.contact_id = $2 ORDER BY m.group_id
