-- The merges of a contact, undone or not (contact_merge_survivor, contact_merge_legacy, contact_merge_by_survivor, contact_merge_by_legacy).
SELECT merge_id, survivor_id, legacy_id, merged_at, undone_at, CAST(journal AS text)
FROM contact_merge WHERE organisation_id = $1 AND (survivor_id = $2 OR legacy_id = $2)
