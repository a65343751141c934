-- Some of the live contacts of a number, by id. By contact_phone.
SELECT {contact} FROM contact
WHERE organisation_id = ?1 AND phone = ?2 AND merged_into IS NULL ORDER BY contact_id LIMIT ?3
