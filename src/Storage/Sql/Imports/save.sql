-- Writes a job's progress where no other process has taken it (import_job's primary key), and gives the state in which it then is: one that
-- is to be cancelled goes on to be so. No row where another process has taken it.
UPDATE import_job SET state = CASE WHEN state = 6 AND $4 = 2 THEN 6 WHEN state = 6 AND $4 = 3 THEN 7 ELSE $4 END,
    position = $5, created = $6, updated = $7, unchanged = $8, failed = $9, ignored_columns = $10, message = $11, finished_at = $12,
    row_number = $15, line_number = $16, warnings = $17, header = $18,
    held_until = $14, waiting_since = CASE WHEN $14 IS NULL THEN $13 ELSE waiting_since END
WHERE organisation_id = $1 AND import_id = $2 AND run = $3 AND state IN (2, 6)
RETURNING state
