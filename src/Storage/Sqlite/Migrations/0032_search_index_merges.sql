-- Transactions merge the segments of the search index (SearchIndex), those of a level where there are eight, as FTS5 did by itself before.
INSERT INTO contact_search (contact_search, rank) VALUES ('automerge', 0), ('usermerge', 8);
