-- What imports have written of a contact (import_journal_contact).
SELECT NULL, CAST(import_id AS text), CAST(row_number AS text), before, after
FROM import_journal WHERE organisation_id = $1 AND contact_id = $2 ORDER BY import_id, row_number
