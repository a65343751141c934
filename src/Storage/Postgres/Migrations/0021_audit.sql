-- What administrators did: who, what, with which record, when, from where. actor_kind: 0 a person of the console, 1 an API key, 2 the
-- service. Entries are written in the transaction of what they tell.
CREATE TABLE audit_event (
    organisation_id int NOT NULL,
    event_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor_kind int NOT NULL,
    actor_id bigint NOT NULL,
    actor_name text NOT NULL,
    action text COLLATE "C" NOT NULL,
    target_kind text COLLATE "C" NOT NULL,
    target_id text COLLATE "C" NOT NULL,
    summary text NOT NULL,
    ip text COLLATE "C",
    PRIMARY KEY (organisation_id, event_id)
);

CREATE INDEX audit_event_by_actor ON audit_event (organisation_id, actor_name, event_id);
CREATE INDEX audit_event_by_action ON audit_event (organisation_id, action, event_id);
CREATE INDEX audit_event_by_target ON audit_event (organisation_id, target_kind, target_id, event_id);

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
