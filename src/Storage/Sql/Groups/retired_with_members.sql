-- A retired group of any organisation that still has members (contact_group_retired, contact_group_member_group,
-- contact_group_member_by_group).
SELECT g.organisation_id, g.group_id, g.merged_into FROM contact_group g
WHERE g.retired_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM contact_group_member m WHERE m.organisation_id = g.organisation_id AND m.group_id = g.group_id)
LIMIT 1
