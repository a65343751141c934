-- A new group; its organisation's groups are numbered from 1. By the primary key.
INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at)
SELECT ?1, coalesce(max(group_id), 0) + 1, ?2, ?3, ?4 FROM contact_group WHERE organisation_id = ?1
RETURNING group_id
