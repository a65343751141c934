-- Moves an upload on where it is just there (import_job's primary key). No row where it is not.
UPDATE import_job SET bytes = bytes + $4, waiting_since = $5 WHERE organisation_id = $1 AND import_id = $2 AND state = 0 AND bytes = $3
