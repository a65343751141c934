-- A page of an organisation's imports, the newest first, without those that were never submitted (primary key: reports are kept for 30
-- days, so that they are few), with how many there are. $2 page size, $3 how many come before, $4 and $5 the states left out.
SELECT organisation_id, import_id, state, format, delimiter, dry_run, source, actor, bytes, position, created, updated, unchanged, failed,
    ignored_columns, message, created_at, started_at, finished_at, run, row_number, line_number, warnings, lenient, match, mapping, header,
    is_journalled, undo_reason, undo_actor, undo_position, restored, removed, kept_changed, kept_merged, kept_erased,
    count(*) OVER () AS total
FROM import_job WHERE organisation_id = $1 AND state NOT IN ($4, $5)
ORDER BY created_at DESC, import_id DESC LIMIT $2 OFFSET $3
