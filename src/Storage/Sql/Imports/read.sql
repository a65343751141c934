-- The piece that holds a position, or the last one before it (import_piece's primary key).
SELECT position, bytes FROM import_piece WHERE organisation_id = $1 AND import_id = $2 AND position <= $3
ORDER BY position DESC LIMIT 1
