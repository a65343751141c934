-- Another live contact that has a canonical address (contact_email_key, contact_by_email).
SELECT email_key FROM contact WHERE organisation_id = $1 AND email_key = $2 AND contact_id <> $3 AND merged_into IS NULL
