-- Adds a member, who keeps the role that the person has (primary key).
INSERT INTO membership (organisation_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, user_id) DO NOTHING
