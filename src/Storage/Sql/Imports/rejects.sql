-- Refused rows of an import behind one, in their order (import_error's primary key).
SELECT row_number, field, rule, detail, line_number, is_imported, cells
FROM import_error WHERE organisation_id = $1 AND import_id = $2 AND row_number > $3 AND NOT is_imported ORDER BY row_number LIMIT $4
