-- Writes a new canonical form over the version that was read (rowid); fails where it is taken (contact_by_email).
UPDATE contact SET email_key = ?4, version = version + 1
WHERE organisation_id = ?1 AND contact_id = ?2 AND version = ?3 AND merged_into IS NULL
