-- The merges into a contact and into those merged into it that were not undone, newest first. By contact_merge_by_survivor.
WITH RECURSIVE family (contact_id) AS (
    SELECT ?2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = ?1 AND c.merged_into = family.contact_id
)
SELECT m.merge_id, m.survivor_id, m.legacy_id, m.legacy_external_id, m.merged_at, m.actor, m.reason, m.journal, m.undone_at
FROM family CROSS JOIN contact_merge m ON m.organisation_id = ?1 AND m.survivor_id = family.contact_id
WHERE m.undone_at IS NULL
ORDER BY m.merged_at DESC, m.rowid DESC
