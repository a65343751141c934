-- Tells a job to end (import_job's primary key); one that has not begun has ended. No row where it has ended, or been told already.
UPDATE import_job SET state = CASE state WHEN 1 THEN 7 ELSE 6 END, finished_at = CASE state WHEN 1 THEN $3 ELSE finished_at END
WHERE organisation_id = $1 AND import_id = $2 AND state IN (1, 2)
