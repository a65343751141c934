-- A group that was deleted, or merged into another one, keeps its row, so that its id is never used again. Its name is free, and its
-- members are moved (or leave) in the background; retired ones are few.
ALTER TABLE contact_group ADD retired_at INTEGER;
ALTER TABLE contact_group ADD merged_into INTEGER;
CREATE INDEX contact_group_retired ON contact_group (organisation_id, group_id) WHERE retired_at IS NOT NULL;

-- The keys and people of a suspended organisation are refused.
ALTER TABLE organisation ADD suspended_at INTEGER;
