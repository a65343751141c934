-- A contact's address, source and survivor, in the transaction that has changed its values. By rowid.
UPDATE contact SET email = ?3, email_key = ?4, source = ?5, merged_into = ?6 WHERE organisation_id = ?1 AND contact_id = ?2
