-- Whether an import that has not ended, or is undone, has written a contact (import_journal_contact, import_job's primary key).
SELECT 1 FROM import_journal e JOIN import_job j ON j.organisation_id = e.organisation_id AND j.import_id = e.import_id
WHERE e.organisation_id = $1 AND e.contact_id = $2 AND j.state IN (0, 1, 2, 6, 8)
