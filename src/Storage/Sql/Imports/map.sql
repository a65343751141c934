-- Says what the columns of an upload mean, and whether it is to be tried alone (import_job's primary key). No row where it is over.
UPDATE import_job SET mapping = $3, dry_run = $4, is_journalled = NOT $4, waiting_since = $5
WHERE organisation_id = $1 AND import_id = $2 AND state = 0
