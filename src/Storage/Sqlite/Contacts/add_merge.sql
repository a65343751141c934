-- The journal of a merge.
INSERT INTO contact_merge (
    organisation_id, merge_id, survivor_id, legacy_id, legacy_external_id, merged_at, actor, reason, journal)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
