-- Another live contact that has a number (contact_phone).
SELECT phone FROM contact WHERE organisation_id = $1 AND phone = $2 AND contact_id <> $3 AND merged_into IS NULL LIMIT 1
