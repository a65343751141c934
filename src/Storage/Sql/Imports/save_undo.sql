-- Writes how far an undo is where no other process has taken it (import_job's primary key). No row where one has.
UPDATE import_job SET state = $4, undo_position = $5, restored = $6, removed = $7, kept_changed = $8, kept_merged = $9, kept_erased = $10,
    held_until = $12, waiting_since = CASE WHEN $12 IS NULL THEN $11 ELSE waiting_since END
WHERE organisation_id = $1 AND import_id = $2 AND run = $3 AND state = 8
