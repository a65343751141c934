-- What rows of an import have written.
COPY import_journal (organisation_id, import_id, contact_id, row_number, version, gave_email, before, after) FROM STDIN (FORMAT BINARY)
