-- The merges in which a contact ended, undone or not (contact_merge_legacy, contact_merge_by_legacy).
SELECT merge_id, survivor_id, legacy_id, merged_at, undone_at, CAST(journal AS text)
FROM contact_merge WHERE organisation_id = $1 AND legacy_id = $2
