-- A contact, live or not (primary key).
SELECT {contact} FROM contact WHERE organisation_id = $1 AND contact_id = $2
