-- Deletes entries of jobs that were undone, or ended long ago, of all organisations (import_journal's primary key).
DELETE FROM import_journal WHERE (organisation_id, import_id, contact_id, row_number) IN (
    SELECT organisation_id, import_id, contact_id, row_number FROM import_journal
    WHERE (organisation_id, import_id) IN (
        SELECT organisation_id, import_id FROM import_job WHERE state = 9 OR state IN (3, 4, 7) AND finished_at < $1)
    LIMIT $2)
