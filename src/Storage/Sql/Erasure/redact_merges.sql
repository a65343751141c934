-- Removes what the merges of a contact were made of, once ($3: what is left; contact_merge_survivor, contact_merge_legacy,
-- contact_merge_by_survivor, contact_merge_by_legacy).
UPDATE contact_merge SET journal = $3, reason = NULL
WHERE organisation_id = $1 AND (survivor_id = $2 OR legacy_id = $2) AND CAST(journal AS text) <> CAST($3 AS text)
