-- What sign-ups do not know of a contact, in the transaction that has changed its values. By rowid.
UPDATE contact SET foreign_id = ?3, attributes = ?4 WHERE organisation_id = ?1 AND contact_id = ?2
