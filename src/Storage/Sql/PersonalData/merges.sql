-- The merges into a contact that hold (contact_merge_survivor, contact_merge_by_survivor).
SELECT merged_at, legacy_external_id, reason, CAST(journal AS text)
FROM contact_merge WHERE organisation_id = $1 AND survivor_id = $2 AND undone_at IS NULL ORDER BY merged_at
