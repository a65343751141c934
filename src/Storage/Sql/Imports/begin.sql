-- An import whose upload begins.
INSERT INTO import_job (organisation_id, import_id, state, format, delimiter, dry_run, source, actor, created_at, waiting_since,
    lenient)
VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $8, $9)
