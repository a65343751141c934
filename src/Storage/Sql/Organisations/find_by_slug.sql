-- The organisation of a slug (unique index of slugs).
SELECT organisation_id, slug, name, settings, created_at, suspended_at FROM organisation WHERE slug = $1
