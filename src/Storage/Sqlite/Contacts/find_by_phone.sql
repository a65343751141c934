-- Two of the live contacts of a number, or of those among them that have no address (contact_phone).
SELECT {contact} FROM contact
WHERE organisation_id = ?1 AND phone = ?2 AND merged_into IS NULL AND (?3 OR email_key IS NULL)
ORDER BY contact_id LIMIT 2
