-- Removes the values of one entry of a history (contact_event's primary key).
UPDATE contact_event SET reason = NULL, before = NULL, after = NULL, evidence = NULL
WHERE organisation_id = $1 AND contact_id = $2 AND event_id = $3
