-- A new organisation; nothing where the slug is taken (organisation_slug_key).
INSERT INTO organisation (slug, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING RETURNING organisation_id, slug, name;
