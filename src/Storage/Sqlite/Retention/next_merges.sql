-- The merges after a moment (contact_merge_at).
SELECT merged_at, merged_at FROM contact_merge WHERE organisation_id = ?1 AND merged_at > ?2 ORDER BY merged_at LIMIT ?3
