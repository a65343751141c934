-- What a row of an import has written.
INSERT INTO import_journal (organisation_id, import_id, contact_id, row_number, version, gave_email, before, after)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
