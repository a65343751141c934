-- The organisation of a slug. By the unique slug.
SELECT organisation_id, slug, name, settings, version FROM organisation WHERE slug = ?1
