-- Makes an upload a job (import_job's primary key). No row where it is over.
UPDATE import_job SET state = 1, waiting_since = $3 WHERE organisation_id = $1 AND import_id = $2 AND state = 0
