-- A row of an import that was refused, or imported without a field.
INSERT INTO import_error (organisation_id, import_id, row_number, field, rule, detail, line_number, is_imported, cells)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
