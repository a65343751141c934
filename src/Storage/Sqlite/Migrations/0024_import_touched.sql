-- Whether somebody has signed up since as the import wrote the contact, which changes nothing else.
ALTER TABLE import_journal ADD is_touched INTEGER NOT NULL DEFAULT 0;
CREATE INDEX import_journal_contact ON import_journal (organisation_id, contact_id);
