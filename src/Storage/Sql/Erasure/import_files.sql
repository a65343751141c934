-- The imports whose file is still there, and whether they have ended (import_job's primary key, import_piece's primary key).
SELECT j.import_id, j.state NOT IN (0, 1, 2, 6, 8) FROM import_job j
WHERE j.organisation_id = $1
    AND EXISTS (SELECT 1 FROM import_piece p WHERE p.organisation_id = j.organisation_id AND p.import_id = j.import_id)
