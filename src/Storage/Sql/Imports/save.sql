-- Writes a job's progress where no other process has taken it (import_job's primary key). No row where one has.
UPDATE import_job SET state = $4, position = $5, created = $6, updated = $7, unchanged = $8, failed = $9, ignored_columns = $10,
    message = $11, finished_at = $12, row_number = $15, line_number = $16, warnings = $17,
    held_until = $14, waiting_since = CASE WHEN $14 IS NULL THEN $13 ELSE waiting_since END
WHERE organisation_id = $1 AND import_id = $2 AND run = $3 AND state = 2
