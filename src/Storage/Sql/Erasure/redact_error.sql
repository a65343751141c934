-- Removes what a refused row of an import says (import_error's primary key).
UPDATE import_error SET detail = NULL, cells = NULL WHERE organisation_id = $1 AND import_id = $2 AND row_number = $3
