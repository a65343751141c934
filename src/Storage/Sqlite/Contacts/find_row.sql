-- The row of an id, live or merged away. By rowid.
SELECT {contact} FROM contact
WHERE organisation_id = ?1 AND contact_id = ?2
