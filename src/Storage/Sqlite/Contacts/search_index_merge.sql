-- Merges segments of the search index, as many pages as ?1; a negative number begins with all segments.
INSERT INTO contact_search (contact_search, rank) VALUES ('merge', ?1)
