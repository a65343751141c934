-- The piece of a file behind a position (import_piece's primary key).
SELECT position, bytes FROM import_piece WHERE organisation_id = $1 AND import_id = $2 AND position > $3 ORDER BY position LIMIT 1
