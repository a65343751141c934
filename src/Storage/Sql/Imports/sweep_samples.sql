-- Deletes the samples of old reports, of all organisations (import_sample's primary key).
DELETE FROM import_sample WHERE (organisation_id, import_id) IN (
    SELECT organisation_id, import_id FROM import_job WHERE state IN (3, 4, 7, 9) AND finished_at < $1)
