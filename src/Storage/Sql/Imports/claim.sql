-- Takes the job that has waited longest (import_job_waiting) among those that nobody holds, of organisations none of whose jobs is held
-- (import_job_pkey).
UPDATE import_job SET state = CASE WHEN state = 1 THEN 2 ELSE state END, held_until = $2, run = run + 1,
    started_at = coalesce(started_at, $1)
WHERE (organisation_id, import_id) = (
    SELECT organisation_id, import_id FROM import_job j
    WHERE state IN (1, 2, 6, 8) AND (held_until IS NULL OR held_until <= $1)
        AND NOT EXISTS (
            SELECT 1 FROM import_job h WHERE h.organisation_id = j.organisation_id AND h.state IN (2, 6, 8) AND h.held_until > $1)
    ORDER BY waiting_since LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING organisation_id, import_id, state, format, delimiter, dry_run, source, actor, bytes, position, created, updated, unchanged,
    failed, ignored_columns, message, created_at, started_at, finished_at, run, row_number, line_number, warnings, lenient, match, mapping,
    header, is_journalled, undo_reason, undo_actor, undo_position, restored, removed, kept_changed, kept_merged, kept_erased
