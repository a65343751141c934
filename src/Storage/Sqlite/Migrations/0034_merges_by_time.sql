-- Retention goes through merges in the order of their times.
CREATE INDEX contact_merge_at ON contact_merge (organisation_id, merged_at);
