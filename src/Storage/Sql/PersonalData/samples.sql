-- The changes that dry runs show (import_sample's primary key).
SELECT import_id, row_number, before, after, contact_id FROM import_sample WHERE organisation_id = $1 ORDER BY import_id, row_number
