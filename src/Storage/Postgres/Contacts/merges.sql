-- The merges into a contact, and into those merged into it, that were not undone, newest first (contact_merged_into,
-- contact_merge_survivor).
WITH RECURSIVE family AS (
    SELECT $2::bigint AS contact_id
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id
)
SELECT m.organisation_id, m.merge_id, m.survivor_id, m.legacy_id, m.legacy_external_id, m.merged_at, m.actor, m.reason,
    m.journal::text, m.undone_at
FROM family JOIN contact_merge m ON m.organisation_id = $1 AND m.survivor_id = family.contact_id
WHERE m.undone_at IS NULL
ORDER BY m.merged_at DESC, m.legacy_id DESC;
