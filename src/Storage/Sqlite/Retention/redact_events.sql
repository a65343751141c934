-- Leaves kind and time of some entries of the history, by the primary key.
UPDATE contact_event SET source = NULL, actor = NULL, reason = NULL, before = NULL, after = NULL, evidence = NULL
WHERE organisation_id = ?1 AND event_id > ?2 AND event_id <= ?3 AND at < ?4
