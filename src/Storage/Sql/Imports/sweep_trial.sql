-- Deletes what dry runs that have ended needed to know, of all organisations (import_trial's primary key).
DELETE FROM import_trial WHERE (organisation_id, import_id, key) IN (
    SELECT organisation_id, import_id, key FROM import_trial
    WHERE (organisation_id, import_id) IN (SELECT organisation_id, import_id FROM import_job WHERE state IN (3, 4, 7))
    LIMIT $1)
