-- Adds a contact's text to the search index.
INSERT INTO contact_search (rowid, search_text) VALUES (?1, ?2)
