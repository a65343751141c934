-- Appends one entry to a contact's history.
INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9::text::json, $10);
