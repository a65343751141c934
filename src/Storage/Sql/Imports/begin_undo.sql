-- Makes a job that has ended one that is undone (import_job's primary key). No row where that is not possible, or was done before.
UPDATE import_job SET state = 8, undo_reason = $4, undo_actor = $5, waiting_since = $3, held_until = NULL
WHERE organisation_id = $1 AND import_id = $2 AND state IN (3, 4, 7) AND is_journalled
