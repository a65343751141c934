-- Adds a membership, unless it is there (primary key).
INSERT INTO contact_group_member (organisation_id, contact_id, group_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
