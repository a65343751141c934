-- Removes the IP addresses of some entries of the audit, by the primary key (audit_event_newest).
UPDATE audit_event SET ip = NULL
WHERE organisation_id = $1 AND event_id > $2 AND event_id <= $3 AND at < $4 AND ip IS NOT NULL
