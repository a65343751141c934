-- History is only appended, so there is nothing to clean up after insertions. A vacuum would only map the gaps at the end of old pages, and
-- new entries that are small enough would go there, each to a page of its own, read and logged as a whole. What is old is still frozen in
-- time (autovacuum_freeze_max_age).
ALTER TABLE contact_event SET (autovacuum_vacuum_insert_threshold = -1);
