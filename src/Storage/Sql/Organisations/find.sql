-- An organisation with its settings (primary key).
SELECT organisation_id, slug, name, settings, created_at, suspended_at, version FROM organisation WHERE organisation_id = $1
