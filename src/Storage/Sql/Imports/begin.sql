-- An import whose upload begins, unless so many of the organisation upload or wait already (import_job_pkey).
INSERT INTO import_job (organisation_id, import_id, state, format, delimiter, dry_run, source, actor, created_at, waiting_since,
    lenient, match, mapping, is_journalled)
SELECT $1, $2, 0, $3, $4, $5, $6, $7, $8, $8, $9, $11, $12, NOT $5
WHERE (SELECT count(*) FROM import_job WHERE organisation_id = $1 AND state IN (0, 1, 2, 6, 8)) < $10
