-- The search text of a contact, which is what the search index has. By rowid.
SELECT search_text FROM contact WHERE organisation_id = ?1 AND contact_id = ?2
