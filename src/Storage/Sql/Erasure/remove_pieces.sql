-- Removes the file of an import (import_piece's primary key).
DELETE FROM import_piece WHERE organisation_id = $1 AND import_id = $2
