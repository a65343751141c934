-- The organisation of a slug (organisation_slug_key).
SELECT organisation_id, slug, name FROM organisation WHERE slug = $1;
