-- The changes that a dry run shows (import_sample's primary key).
SELECT row_number, outcome, before, after FROM import_sample WHERE organisation_id = $1 AND import_id = $2 ORDER BY row_number
