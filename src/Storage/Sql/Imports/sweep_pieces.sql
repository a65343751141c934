-- Deletes a few pieces that are no longer needed, of all organisations (import_piece's primary key).
DELETE FROM import_piece WHERE (organisation_id, import_id, position) IN (
    SELECT organisation_id, import_id, position FROM import_piece
    WHERE (organisation_id, import_id) IN (SELECT organisation_id, import_id FROM import_job WHERE state IN (3, 4, 5))
    LIMIT $1)
