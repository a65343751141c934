-- The history's entries after an id, by the primary key; those of other organisations only to be passed by.
SELECT event_id, CASE WHEN organisation_id = ?1 THEN at ELSE 0 END FROM contact_event WHERE event_id > ?2 ORDER BY event_id LIMIT ?3 * 4
