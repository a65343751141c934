-- How many live contacts have an address (unique index of live addresses).
SELECT count(*) FROM contact WHERE organisation_id = $1 AND merged_into IS NULL AND email_key IS NOT NULL
