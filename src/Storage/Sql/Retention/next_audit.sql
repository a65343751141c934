-- The entries of the audit after an id, by the primary key (audit_event_newest).
SELECT event_id, at FROM audit_event WHERE organisation_id = $1 AND event_id > $2 ORDER BY event_id LIMIT $3
