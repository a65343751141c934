-- A merge by its id (contact_merge_pkey).
SELECT organisation_id, merge_id, survivor_id, legacy_id, legacy_external_id, merged_at, actor, reason, journal::text, undone_at
FROM contact_merge WHERE organisation_id = $1 AND merge_id = $2;
