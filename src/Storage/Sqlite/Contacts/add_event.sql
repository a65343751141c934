-- An entry of a contact's history.
INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after, evidence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
