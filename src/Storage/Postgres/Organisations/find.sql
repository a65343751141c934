-- An organisation with its settings (organisation_pkey).
SELECT organisation_id, slug, name, settings, version FROM organisation WHERE organisation_id = $1;
