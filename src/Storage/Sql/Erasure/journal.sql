-- What imports have written of a contact (import_journal_contact).
SELECT contact_id, import_id, row_number, before, after FROM import_journal
WHERE organisation_id = $1 AND contact_id = $2 AND (before IS NOT NULL OR after IS NOT NULL)
