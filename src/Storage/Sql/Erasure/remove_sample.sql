-- Removes a change that a dry run shows (import_sample's primary key).
DELETE FROM import_sample WHERE organisation_id = $1 AND import_id = $2 AND row_number = $3
