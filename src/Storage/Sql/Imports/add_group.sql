-- A group that an import is about to make (import_group's primary key).
INSERT INTO import_group (organisation_id, import_id, name_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
