-- Lets a job go (import_job's primary key).
UPDATE import_job SET held_until = NULL, waiting_since = $4
WHERE organisation_id = $1 AND import_id = $2 AND run = $3 AND state IN (2, 6, 8)
