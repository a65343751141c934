-- A job for the file of a dry run, unless that is gone, or so many of the organisation upload or wait already (import_job_pkey,
-- import_piece's primary key).
INSERT INTO import_job (organisation_id, import_id, state, format, delimiter, dry_run, source, actor, created_at, waiting_since, bytes,
    lenient, match, mapping, is_journalled)
SELECT $1, $3, 1, format, delimiter, NOT dry_run, source, $4, $5, $5, bytes, lenient, match, mapping, dry_run
FROM import_job WHERE organisation_id = $1 AND import_id = $2 AND dry_run AND state = 3
    AND EXISTS (SELECT 1 FROM import_piece p WHERE p.organisation_id = $1 AND p.import_id = $2 AND p.position = 0)
    AND (SELECT count(*) FROM import_job WHERE organisation_id = $1 AND state IN (0, 1, 2, 6, 8)) < $6
