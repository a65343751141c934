-- The history of a contact (contact_event's primary key, contact_event_by_contact).
SELECT contact_id, event_id, kind, at, CAST(before AS text), CAST(after AS text), evidence,
    source IS NULL AND actor IS NULL AND reason IS NULL AND before IS NULL AND after IS NULL AND evidence IS NULL
FROM contact_event WHERE organisation_id = $1 AND contact_id = $2
