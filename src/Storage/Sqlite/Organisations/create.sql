-- A new organisation, unless its slug is taken. By the unique slug.
INSERT INTO organisation (slug, name, created_at) VALUES (?1, ?2, ?3)
ON CONFLICT (slug) DO NOTHING
RETURNING organisation_id
