-- An import (import_job's primary key).
SELECT organisation_id, import_id, state, format, delimiter, dry_run, source, actor, bytes, position, created, updated, unchanged, failed,
    ignored_columns, message, created_at, started_at, finished_at, run, row_number, line_number, warnings, lenient, match, mapping, header,
    is_journalled, undo_reason, undo_actor, undo_position, restored, removed, kept_changed, kept_merged, kept_erased
FROM import_job WHERE organisation_id = $1 AND import_id = $2
