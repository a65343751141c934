-- What an import has written, the contacts behind one in their order (import_journal's primary key): entries of the last contact may be cut
-- off.
SELECT contact_id, row_number, version, gave_email, before, after, is_touched FROM import_journal
WHERE organisation_id = $1 AND import_id = $2 AND contact_id > $3
ORDER BY contact_id, row_number LIMIT $4
