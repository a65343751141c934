-- Erasures that were done. contacts are external ids, hashes those of addresses and numbers, mails ids of mails, each with spaces between;
-- tickets: 0 redacted, 1 kept without their customer; counts is JSON. is_logged: whether the log of erasures has it.
CREATE TABLE erasure (
    organisation_id int NOT NULL,
    erasure_no bigint GENERATED ALWAYS AS IDENTITY,
    erase_id text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    contacts text NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    suppress boolean NOT NULL,
    tickets int NOT NULL,
    counts text NOT NULL,
    hashes text NOT NULL,
    mails text NOT NULL,
    is_logged boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organisation_id, erasure_no)
);

CREATE INDEX erasure_unlogged ON erasure (erasure_no) WHERE NOT is_logged;

-- A row while personal data is removed from histories and the audit: the transaction that adds it removes it again, so that nobody else
-- ever sees it.
CREATE TABLE redaction (
    organisation_id int NOT NULL,
    redaction_id bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (organisation_id, redaction_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE FUNCTION redaction_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM redaction r WHERE r.organisation_id = NEW.organisation_id AND r.redaction_id = NEW.redaction_id) THEN
        RAISE EXCEPTION 'a redaction ends in the transaction that began it';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER redaction_ends AFTER INSERT ON redaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION redaction_ends();

-- Lets through what sets columns that the trigger names to null, and nothing else, and that only while there is a redaction.
CREATE FUNCTION redact_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := to_jsonb(OLD);
BEGIN
    IF NOT EXISTS (SELECT FROM redaction r WHERE r.organisation_id = OLD.organisation_id) OR EXISTS (
        SELECT FROM jsonb_each(to_jsonb(NEW)) n
        WHERE n.value <> old_row -> n.key AND (n.value <> 'null' OR n.key <> ALL (TG_ARGV))) THEN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER contact_event_append_only ON contact_event;
CREATE TRIGGER contact_event_append_only BEFORE DELETE OR TRUNCATE ON contact_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contact_event_redact_only BEFORE UPDATE ON contact_event
    FOR EACH ROW EXECUTE FUNCTION redact_only('source', 'actor', 'reason', 'before', 'after', 'evidence');

DROP TRIGGER audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_redact_only BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION redact_only('ip');

-- Find what is a person's by another id, by address or number alone, and the answers that tell of a contact.
CREATE INDEX contact_merge_legacy ON contact_merge (organisation_id, legacy_id);
CREATE INDEX ticket_without_contact ON ticket (organisation_id, ticket_no) INCLUDE (email, phone) WHERE contact_id IS NULL;
CREATE INDEX mail_recipient ON mail (organisation_id, recipient);
CREATE INDEX idempotency_effect ON idempotency (organisation_id, effect) WHERE effect IS NOT NULL;
