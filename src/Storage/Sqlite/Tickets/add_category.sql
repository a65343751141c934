-- A category, unless the organisation has it. By the primary key.
INSERT INTO ticket_category (organisation_id, slug, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (organisation_id, slug) DO NOTHING
