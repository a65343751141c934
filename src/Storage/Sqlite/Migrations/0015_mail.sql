-- Mails of any kind on their way out. data is what the kind needs to compose the mail, as JSON; {"ticket": n} for the mail of a ticket, of
-- which there is at most one. priority: 0 urgent, 1 usual. state: 0 queued, 1 sent, 2 failed, 3 held until the digest digest_id, 4 dropped.
-- A leased mail is due when its lease ends.
CREATE TABLE mail (
    organisation_id INTEGER NOT NULL,
    mail_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    data TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    lease TEXT,
    trace_parent TEXT,
    is_counted INTEGER NOT NULL DEFAULT 0,
    digest_id TEXT,
    queued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
) STRICT;

-- Mails keep their ids, and with them their message ids. A digest was the mail of its first ticket: now it has a row and keeps the id, and
-- the ticket's mail is one of those that are held for it.
INSERT INTO mail
SELECT m.organisation_id, m.mail_id || CASE WHEN m.ticket_no = d.ticket_no THEN '.1' ELSE '' END, 'ticket', 1, m.recipient,
    json_object('ticket', m.ticket_no), CASE WHEN m.ticket_no = d.ticket_no AND m.state = 0 THEN 3 ELSE m.state END,
    CASE WHEN m.ticket_no = d.ticket_no THEN 0 ELSE m.attempts END, m.note,
    CASE WHEN m.ticket_no = d.ticket_no THEN NULL ELSE m.lease END, m.trace_parent, m.is_counted, d.mail_id, m.queued_at, m.due_at
FROM mail_outbox m
LEFT JOIN mail_outbox d ON d.organisation_id = m.organisation_id AND d.ticket_no = m.digest_no AND EXISTS (
    SELECT 1 FROM mail_outbox o WHERE o.organisation_id = d.organisation_id AND o.digest_no = d.ticket_no AND o.ticket_no <> d.ticket_no);

INSERT INTO mail
SELECT organisation_id, mail_id, 'digest', 1, recipient, '{}', state, attempts, note, lease, trace_parent, 1, NULL, queued_at, due_at
FROM mail_outbox d
WHERE digest_no = ticket_no AND EXISTS (
    SELECT 1 FROM mail_outbox o WHERE o.organisation_id = d.organisation_id AND o.digest_no = d.ticket_no AND o.ticket_no <> d.ticket_no);

DROP TABLE mail_outbox;

CREATE UNIQUE INDEX mail_by_id ON mail (organisation_id, mail_id);
CREATE UNIQUE INDEX mail_by_ticket ON mail (organisation_id, CAST(data ->> 'ticket' AS bigint)) WHERE kind = 'ticket';
CREATE INDEX mail_due ON mail (priority, due_at) WHERE state = 0;
CREATE INDEX mail_waiting ON mail (queued_at) WHERE state = 0;
CREATE INDEX mail_held ON mail (organisation_id, recipient, due_at) WHERE state = 3 AND digest_id IS NULL;
CREATE INDEX mail_by_digest ON mail (organisation_id, digest_id) WHERE digest_id IS NOT NULL;
