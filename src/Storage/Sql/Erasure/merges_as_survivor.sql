-- The merges that a contact has survived, undone or not (contact_merge_survivor, contact_merge_by_survivor).
SELECT merge_id, survivor_id, legacy_id, merged_at, undone_at, CAST(journal AS text)
FROM contact_merge WHERE organisation_id = $1 AND survivor_id = $2
