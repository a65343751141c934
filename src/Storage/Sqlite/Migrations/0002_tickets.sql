-- Tickets, their categories and the mails that wait to be sent. Times are microseconds since 1970 UTC. Numbers are taken from the
-- organisation's counter in the transaction that stores the tickets: no gaps.

CREATE TABLE ticket_counter (
    organisation_id INTEGER PRIMARY KEY,
    last_number INTEGER NOT NULL
) STRICT;

CREATE TABLE ticket_category (
    organisation_id INTEGER NOT NULL,
    slug TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, slug)
) STRICT, WITHOUT ROWID;

-- status: 0 new, 1 in progress, 2 waiting, 3 done, 4 spam.
CREATE TABLE ticket (
    organisation_id INTEGER NOT NULL,
    ticket_no INTEGER NOT NULL,
    external_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    notice TEXT,
    category TEXT,
    email TEXT,
    phone TEXT,
    first_name TEXT,
    last_name TEXT,
    ip TEXT,
    network TEXT,
    country TEXT,
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    contact_id INTEGER,
    text_hash INTEGER NOT NULL,
    send_to TEXT,
    mail_note TEXT,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ticket_by_number ON ticket (organisation_id, ticket_no);
CREATE UNIQUE INDEX ticket_by_external_id ON ticket (organisation_id, external_id);
CREATE INDEX ticket_by_status ON ticket (organisation_id, status, ticket_no);
CREATE INDEX ticket_by_network ON ticket (organisation_id, network, created_at, ip) WHERE network IS NOT NULL;
CREATE INDEX ticket_by_text ON ticket (organisation_id, text_hash, created_at);
CREATE INDEX ticket_by_contact ON ticket (organisation_id, contact_id) WHERE contact_id IS NOT NULL;

-- At most one mail for a ticket. state: 0 queued, 1 sent, 2 failed. A leased mail is due when its lease ends.
CREATE TABLE mail_outbox (
    organisation_id INTEGER NOT NULL,
    ticket_no INTEGER NOT NULL,
    mail_id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    lease TEXT,
    queued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, ticket_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_outbox_due ON mail_outbox (due_at) WHERE state = 0;
