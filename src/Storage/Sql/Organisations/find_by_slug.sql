-- The organisation of a slug (unique index of slugs).
SELECT organisation_id, slug, name, settings FROM organisation WHERE slug = $1
