-- The history of a contact (contact_event's primary key, contact_event_by_contact).
SELECT at, kind, source, reason, CAST(before AS text), CAST(after AS text), evidence
FROM contact_event WHERE organisation_id = $1 AND contact_id = $2 ORDER BY event_id
