-- How many live contacts have an address (contact_by_email).
SELECT count(*) FROM contact WHERE organisation_id = ?1 AND merged_into IS NULL AND email_key IS NOT NULL
