-- Whether somebody has signed up since as the import wrote the contact, which changes nothing else.
ALTER TABLE import_journal ADD is_touched boolean NOT NULL DEFAULT false;
CREATE INDEX import_journal_contact ON import_journal (organisation_id, contact_id);
