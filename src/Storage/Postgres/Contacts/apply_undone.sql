-- Marks a merge as undone, once (contact_merge_pkey).
UPDATE contact_merge SET undone_at = $3 WHERE organisation_id = $1 AND merge_id = $2 AND undone_at IS NULL;
