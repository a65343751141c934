-- A new organisation; no row where the slug is taken (unique index of slugs).
INSERT INTO organisation (slug, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING
RETURNING organisation_id, slug, name, settings, created_at, suspended_at
