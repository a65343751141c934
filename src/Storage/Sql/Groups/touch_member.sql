-- Makes changes that were decided by the memberships of a contact before be decided again (primary key).
UPDATE contact SET version = version + 1 WHERE organisation_id = $1 AND contact_id = $2
