-- How far the removal of old data has come: for each task of an organisation the position up to which everything that was old enough is
-- removed. The row of organisation 0 is the work of a night: position is the last one that was done, in days since 1970.
CREATE TABLE retention (
    organisation_id INTEGER NOT NULL,
    task TEXT NOT NULL,
    position INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER,
    PRIMARY KEY (organisation_id, task)
) STRICT, WITHOUT ROWID;

INSERT INTO retention (organisation_id, task, position) VALUES (0, 'night', 0);

-- IP address and user agent can be left out of evidence, too.
DROP TRIGGER contact_event_keeps_its_rows;
CREATE TRIGGER contact_event_keeps_its_rows BEFORE UPDATE ON contact_event
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE organisation_id = OLD.organisation_id)
    OR NEW.organisation_id <> OLD.organisation_id OR NEW.contact_id <> OLD.contact_id OR NEW.event_id <> OLD.event_id
    OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.source IS NOT OLD.source AND NEW.source IS NOT NULL OR NEW.actor IS NOT OLD.actor AND NEW.actor IS NOT NULL
    OR NEW.reason IS NOT OLD.reason AND NEW.reason IS NOT NULL OR NEW.before IS NOT OLD.before AND NEW.before IS NOT NULL
    OR NEW.after IS NOT OLD.after AND NEW.after IS NOT NULL
    OR NEW.evidence IS NOT OLD.evidence AND NEW.evidence IS NOT NULL
        AND NEW.evidence IS NOT json_remove(OLD.evidence, '$.ip', '$.userAgent')
BEGIN
    SELECT raise(ABORT, 'contact_event is append-only');
END;

-- What people asked for about their own data, from the page of their preferences. kind: 0 a copy, 1 to be forgotten. state: 0 open,
-- 1 granted, 2 declined.
CREATE TABLE erasure_request (
    organisation_id INTEGER NOT NULL,
    request_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    requested_at INTEGER NOT NULL,
    decided_at INTEGER
) STRICT;

CREATE INDEX erasure_request_newest ON erasure_request (organisation_id, request_id);
CREATE UNIQUE INDEX erasure_request_open ON erasure_request (organisation_id, contact_id, kind) WHERE state = 0;
