-- A row of an import that was refused.
INSERT INTO import_error (organisation_id, import_id, row_number, field, rule, detail) VALUES ($1, $2, $3, $4, $5, $6)
