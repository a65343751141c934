-- Removes what dry runs that have ended needed to know (import_job's primary key, import_trial's primary key).
DELETE FROM import_trial WHERE organisation_id = $1
    AND import_id IN (SELECT import_id FROM import_job WHERE organisation_id = $1 AND state NOT IN (0, 1, 2, 6, 8))
