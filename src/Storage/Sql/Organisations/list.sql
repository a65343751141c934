-- A page of all organisations by slug (unique index of slugs). $1 page size, $2 how many come before.
SELECT organisation_id, slug, name, settings, created_at, suspended_at FROM organisation ORDER BY slug LIMIT $1 OFFSET $2
