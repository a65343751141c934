-- Deletes a few pieces that nobody needs any more, of all organisations (import_piece_pkey).
DELETE FROM import_piece WHERE (organisation_id, import_id, position) IN (
    SELECT p.organisation_id, p.import_id, p.position
    FROM import_job j JOIN import_piece p ON p.organisation_id = j.organisation_id AND p.import_id = j.import_id
    WHERE j.state IN (3, 4, 5) LIMIT $1);
