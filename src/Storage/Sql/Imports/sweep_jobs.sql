-- Deletes old reports and discarded uploads, of all organisations, once their pieces and journals are gone.
DELETE FROM import_job WHERE (state = 5 OR state IN (3, 4, 7, 9) AND finished_at < $1)
    AND NOT EXISTS (SELECT 1 FROM import_piece p
        WHERE p.organisation_id = import_job.organisation_id AND p.import_id = import_job.import_id)
    AND NOT EXISTS (SELECT 1 FROM import_journal j
        WHERE j.organisation_id = import_job.organisation_id AND j.import_id = import_job.import_id)
