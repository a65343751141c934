-- What sign-ups do not know of a contact, as it is stored. By rowid.
SELECT foreign_id, attributes FROM contact WHERE organisation_id = ?1 AND contact_id = ?2
