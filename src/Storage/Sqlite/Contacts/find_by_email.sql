-- The live contact of a canonical address. By contact_by_email.
SELECT {contact} FROM contact
WHERE organisation_id = ?1 AND email_key = ?2 AND merged_into IS NULL
