-- A membership, unless it is there.
INSERT OR IGNORE INTO contact_group_member (organisation_id, contact_id, group_id) VALUES (?1, ?2, ?3)
