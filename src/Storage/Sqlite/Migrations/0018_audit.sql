-- What administrators did: who, what, with which record, when, from where. actor_kind: 0 a person of the console, 1 an API key, 2 the
-- service. Entries are written in the transaction of what they tell.
CREATE TABLE audit_event (
    organisation_id INTEGER NOT NULL,
    event_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor_id INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    summary TEXT NOT NULL,
    ip TEXT
);

CREATE INDEX audit_event_newest ON audit_event (organisation_id, event_id);
CREATE INDEX audit_event_by_actor ON audit_event (organisation_id, actor_name, event_id);
CREATE INDEX audit_event_by_action ON audit_event (organisation_id, action, event_id);
CREATE INDEX audit_event_by_target ON audit_event (organisation_id, target_kind, target_id, event_id);

CREATE TRIGGER audit_event_keeps_its_rows BEFORE UPDATE ON audit_event
BEGIN
    SELECT raise(ABORT, 'audit_event is append-only');
END;

CREATE TRIGGER audit_event_loses_no_rows BEFORE DELETE ON audit_event
BEGIN
    SELECT raise(ABORT, 'audit_event is append-only');
END;
