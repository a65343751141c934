-- The first entries of the histories of new contacts.
COPY contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence) FROM STDIN (FORMAT BINARY)
