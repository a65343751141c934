-- Adds the journal of a merge (contact_merge_pkey).
INSERT INTO contact_merge (organisation_id, merge_id, survivor_id, legacy_id, legacy_external_id, merged_at, actor, reason, journal,
    undone_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10);
