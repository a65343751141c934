-- Erasures that were done. contacts are external ids, hashes those of addresses and numbers, mails ids of mails, each with spaces between;
-- tickets: 0 redacted, 1 kept without their customer; counts is JSON. is_logged: whether the log of erasures has it.
CREATE TABLE erasure (
    organisation_id INTEGER NOT NULL,
    erasure_no INTEGER PRIMARY KEY,
    erase_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    contacts TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    suppress INTEGER NOT NULL,
    tickets INTEGER NOT NULL,
    counts TEXT NOT NULL,
    hashes TEXT NOT NULL,
    mails TEXT NOT NULL,
    is_logged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX erasure_newest ON erasure (organisation_id, erasure_no);
CREATE INDEX erasure_unlogged ON erasure (erasure_no) WHERE NOT is_logged;

-- A row while personal data is removed from histories and the audit: the operation that adds it removes it again, so that nobody else ever
-- sees it.
CREATE TABLE redaction (
    organisation_id INTEGER NOT NULL,
    redaction_id INTEGER PRIMARY KEY
) STRICT;

CREATE INDEX redaction_by_organisation ON redaction (organisation_id);

DROP TRIGGER contact_event_keeps_its_rows;
CREATE TRIGGER contact_event_keeps_its_rows BEFORE UPDATE ON contact_event
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE organisation_id = OLD.organisation_id)
    OR NEW.organisation_id <> OLD.organisation_id OR NEW.contact_id <> OLD.contact_id OR NEW.event_id <> OLD.event_id
    OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.source IS NOT OLD.source AND NEW.source IS NOT NULL OR NEW.actor IS NOT OLD.actor AND NEW.actor IS NOT NULL
    OR NEW.reason IS NOT OLD.reason AND NEW.reason IS NOT NULL OR NEW.before IS NOT OLD.before AND NEW.before IS NOT NULL
    OR NEW.after IS NOT OLD.after AND NEW.after IS NOT NULL OR NEW.evidence IS NOT OLD.evidence AND NEW.evidence IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'contact_event is append-only');
END;

DROP TRIGGER audit_event_keeps_its_rows;
CREATE TRIGGER audit_event_keeps_its_rows BEFORE UPDATE ON audit_event
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE organisation_id = OLD.organisation_id)
    OR NEW.organisation_id <> OLD.organisation_id OR NEW.event_id <> OLD.event_id OR NEW.at <> OLD.at
    OR NEW.actor_kind <> OLD.actor_kind OR NEW.actor_id <> OLD.actor_id OR NEW.actor_name <> OLD.actor_name OR NEW.action <> OLD.action
    OR NEW.target_kind <> OLD.target_kind OR NEW.target_id <> OLD.target_id OR NEW.summary <> OLD.summary
    OR NEW.ip IS NOT OLD.ip AND NEW.ip IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'audit_event is append-only');
END;

-- Consents are removed: AUTOINCREMENT keeps their ids, which links name, from being given twice.
CREATE TABLE consent_26 (
    organisation_id INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    address TEXT NOT NULL,
    consent_id INTEGER PRIMARY KEY AUTOINCREMENT,
    state INTEGER NOT NULL,
    sequence INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    requested_at INTEGER,
    confirmed_at INTEGER,
    withdrawn_at INTEGER,
    expires_at INTEGER,
    source TEXT,
    actor TEXT,
    evidence TEXT,
    held TEXT,
    mails TEXT,
    is_hold_noted INTEGER NOT NULL DEFAULT 0,
    sign_up TEXT
) STRICT;

INSERT INTO consent_26
SELECT organisation_id, channel, address, consent_id, state, sequence, version, requested_at, confirmed_at, withdrawn_at,
    expires_at, source, actor, evidence, held, mails, is_hold_noted, sign_up
FROM consent;
DROP TABLE consent;
ALTER TABLE consent_26 RENAME TO consent;
CREATE UNIQUE INDEX consent_by_address ON consent (organisation_id, channel, address);
CREATE INDEX consent_pending ON consent (expires_at) WHERE state = 1;

-- Find what is a person's by another id, by address or number alone, and the answers that tell of a contact.
CREATE INDEX contact_merge_by_legacy ON contact_merge (organisation_id, legacy_id);
CREATE INDEX ticket_without_contact ON ticket (organisation_id, ticket_no, email, phone) WHERE contact_id IS NULL;
CREATE INDEX mail_by_recipient ON mail (organisation_id, recipient);
CREATE INDEX idempotency_effect ON idempotency (organisation_id, effect) WHERE effect IS NOT NULL;
