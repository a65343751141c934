-- Gives the pieces of a file to another job (import_piece's primary key).
UPDATE import_piece SET import_id = $3 WHERE organisation_id = $1 AND import_id = $2
