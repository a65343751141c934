-- The groups that an import has made, behind one (import_group's primary key).
SELECT name_key FROM import_group WHERE organisation_id = $1 AND import_id = $2 ORDER BY name_key
