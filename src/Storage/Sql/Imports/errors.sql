-- The first errors of an import (import_error's primary key).
SELECT row_number, field, rule, detail, line_number, is_imported, cells
FROM import_error WHERE organisation_id = $1 AND import_id = $2 ORDER BY row_number LIMIT $3
