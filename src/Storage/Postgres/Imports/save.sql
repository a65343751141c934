-- Writes a job's progress and errors where no other process has taken it (import_job_pkey). No row where one has.
WITH saved AS (
    UPDATE import_job SET state = $4, position = $5, created = $6, updated = $7, unchanged = $8, failed = $9, ignored_columns = $10,
        message = $11, finished_at = $12::timestamptz, held_until = $14::timestamptz,
        waiting_since = CASE WHEN $14::timestamptz IS NULL THEN $13 ELSE waiting_since END
    WHERE organisation_id = $1 AND import_id = $2 AND run = $3 AND state = 2
    RETURNING organisation_id, import_id
),
errors AS (
    INSERT INTO import_error (organisation_id, import_id, row_number, field, rule, detail)
    SELECT s.organisation_id, s.import_id, e.* FROM saved s CROSS JOIN unnest($15::bigint[], $16::text[], $17::text[], $18::text[]) AS e
)
SELECT import_id FROM saved;
