-- Takes a contact's former text out of the search index.
INSERT INTO contact_search (contact_search, rowid, search_text) VALUES ('delete', ?1, ?2)
