-- The live contact of a canonical address (contact_email_key).
SELECT * FROM contact_image WHERE organisation_id = $1 AND email_key = $2 AND merged_into IS NULL;
