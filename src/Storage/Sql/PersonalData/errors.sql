-- Refused rows of imports behind one, with what they say (import_error's primary key).
SELECT import_id, row_number, field, rule, detail, cells FROM import_error
WHERE organisation_id = $1 AND (import_id, row_number) > ($2, $3) AND (cells IS NOT NULL OR detail IS NOT NULL)
ORDER BY import_id, row_number LIMIT $4
