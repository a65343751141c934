-- Gives an upload up (import_job's primary key).
UPDATE import_job SET state = 5 WHERE organisation_id = $1 AND import_id = $2 AND state = 0
