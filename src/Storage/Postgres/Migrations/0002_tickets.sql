-- Tickets, their categories and the mails that wait to be sent. Numbers are taken from the organisation's counter in the transaction that
-- stores the tickets: no gaps, and its row lock keeps the order.
CREATE TABLE ticket_counter (
    organisation_id int PRIMARY KEY,
    last_number bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE ticket_category (
    organisation_id int NOT NULL,
    slug text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, slug)
);

-- status: 0 new, 1 in progress, 2 waiting, 3 done, 4 spam.
CREATE TABLE ticket (
    organisation_id int NOT NULL,
    ticket_no bigint NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    status smallint NOT NULL,
    subject text NOT NULL,
    message text NOT NULL,
    notice text,
    category text COLLATE "C",
    email text COLLATE "C",
    phone text COLLATE "C",
    first_name text,
    last_name text,
    ip text COLLATE "C",
    network text COLLATE "C",
    country text COLLATE "C",
    score int NOT NULL,
    reasons text NOT NULL,
    contact_id bigint,
    text_hash bigint NOT NULL,
    send_to text COLLATE "C",
    mail_note text,
    search_text text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, ticket_no)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE UNIQUE INDEX ticket_external_id ON ticket (organisation_id, external_id);
CREATE INDEX ticket_status ON ticket (organisation_id, status, ticket_no);
CREATE INDEX ticket_network ON ticket (organisation_id, network, created_at) INCLUDE (ip) WHERE network IS NOT NULL;
CREATE INDEX ticket_text ON ticket (organisation_id, text_hash, created_at);
CREATE INDEX ticket_contact ON ticket (organisation_id, contact_id) WHERE contact_id IS NOT NULL;

-- At most one mail for a ticket. state: 0 queued, 1 sent, 2 failed. A leased mail is due when its lease ends.
CREATE TABLE mail_outbox (
    organisation_id int NOT NULL,
    ticket_no bigint NOT NULL,
    mail_id text COLLATE "C" NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    state smallint NOT NULL DEFAULT 0,
    attempts int NOT NULL DEFAULT 0,
    note text,
    lease text COLLATE "C",
    queued_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, ticket_no)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX mail_outbox_due ON mail_outbox (due_at, organisation_id) WHERE state = 0;

-- A ticket with its live contact (along the chain of merges) and its mail.
CREATE VIEW ticket_image AS
SELECT t.organisation_id, t.ticket_no, t.external_id, o.slug, t.subject, t.status, t.category, t.email, t.phone, t.country, t.score,
    t.created_at, t.updated_at, (
        WITH RECURSIVE chain AS (
            SELECT c.contact_id, c.merged_into FROM contact c
            WHERE c.organisation_id = t.organisation_id AND c.contact_id = t.contact_id
            UNION
            SELECT c.contact_id, c.merged_into FROM chain
            JOIN contact c ON c.organisation_id = t.organisation_id AND c.contact_id = chain.merged_into
        )
        SELECT contact_id FROM chain WHERE merged_into IS NULL
    ) AS contact_id,
    t.message, t.notice, t.first_name, t.last_name, t.ip, t.reasons, t.send_to, m.recipient, m.state AS mail_state,
    m.attempts AS mail_attempts, t.mail_note AS ticket_note, m.note AS mail_note
FROM ticket t
JOIN organisation o ON o.organisation_id = t.organisation_id
LEFT JOIN mail_outbox m ON m.organisation_id = t.organisation_id AND m.ticket_no = t.ticket_no;
