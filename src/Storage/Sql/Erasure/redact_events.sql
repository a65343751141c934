-- Leaves kind and time of a contact's history (contact_event's primary key, contact_event_by_contact).
UPDATE contact_event SET source = NULL, actor = NULL, reason = NULL, before = NULL, after = NULL, evidence = NULL
WHERE organisation_id = $1 AND contact_id = $2
    AND (source IS NOT NULL OR actor IS NOT NULL OR reason IS NOT NULL OR before IS NOT NULL OR after IS NOT NULL OR evidence IS NOT NULL)
