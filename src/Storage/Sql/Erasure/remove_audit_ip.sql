-- Removes the IP address of an act (audit_event's primary key).
UPDATE audit_event SET ip = NULL WHERE organisation_id = $1 AND event_id = $2
