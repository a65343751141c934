-- Deletes a few pieces that nobody needs any more, of all organisations (import_piece's primary key).
DELETE FROM import_piece WHERE rowid IN (
    SELECT p.rowid FROM import_job j CROSS JOIN import_piece p ON p.organisation_id = j.organisation_id AND p.import_id = j.import_id
    WHERE j.state IN (3, 4, 5) LIMIT ?1)
