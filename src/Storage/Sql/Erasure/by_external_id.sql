-- A contact by its external id, live or not (contact_external_id, contact_by_external_id).
SELECT {contact} FROM contact WHERE organisation_id = $1 AND external_id = $2
