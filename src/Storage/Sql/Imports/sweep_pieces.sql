-- Deletes a few pieces that are no longer needed, of all organisations (import_piece's primary key). A dry run may still be started.
DELETE FROM import_piece WHERE (organisation_id, import_id, position) IN (
    SELECT organisation_id, import_id, position FROM import_piece
    WHERE (organisation_id, import_id) IN (
        SELECT organisation_id, import_id FROM import_job
        WHERE state IN (4, 5, 7, 8, 9) OR state = 3 AND (NOT dry_run OR finished_at < $2))
    LIMIT $1)
