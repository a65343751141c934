-- Mails of any kind on their way out. data is what the kind needs to compose the mail; {"ticket": n} for the mail of a ticket, of which
-- there is at most one. priority: 0 urgent, 1 usual. state: 0 queued, 1 sent, 2 failed, 3 held until the digest digest_id, 4 dropped. A
-- leased mail is due when its lease ends.
LOCK TABLE mail_outbox IN ACCESS EXCLUSIVE MODE;

CREATE TABLE mail (
    organisation_id int NOT NULL,
    mail_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    priority smallint NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    data jsonb NOT NULL,
    state smallint NOT NULL DEFAULT 0,
    attempts int NOT NULL DEFAULT 0,
    note text,
    lease text COLLATE "C",
    trace_parent text COLLATE "C",
    is_counted boolean NOT NULL DEFAULT false,
    digest_id text COLLATE "C",
    queued_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Mails keep their ids, and with them their message ids. A digest was the mail of its first ticket: now it has a row and keeps the id, and
-- the ticket's mail is one of those that are held for it.
INSERT INTO mail
SELECT m.organisation_id, m.mail_id || CASE WHEN m.ticket_no = d.ticket_no THEN '.1' ELSE '' END, 'ticket', 1, m.recipient,
    jsonb_build_object('ticket', m.ticket_no), CASE WHEN m.ticket_no = d.ticket_no AND m.state = 0 THEN 3 ELSE m.state END,
    CASE WHEN m.ticket_no = d.ticket_no THEN 0 ELSE m.attempts END, m.note,
    CASE WHEN m.ticket_no = d.ticket_no THEN NULL ELSE m.lease END, m.trace_parent, m.is_counted, d.mail_id, m.queued_at, m.due_at
FROM mail_outbox m
LEFT JOIN mail_outbox d ON d.organisation_id = m.organisation_id AND d.ticket_no = m.digest_no AND EXISTS (
    SELECT FROM mail_outbox o WHERE o.organisation_id = d.organisation_id AND o.digest_no = d.ticket_no AND o.ticket_no <> d.ticket_no);

INSERT INTO mail
SELECT organisation_id, mail_id, 'digest', 1, recipient, '{}', state, attempts, note, lease, trace_parent, true, NULL, queued_at, due_at
FROM mail_outbox d
WHERE digest_no = ticket_no AND EXISTS (
    SELECT FROM mail_outbox o WHERE o.organisation_id = d.organisation_id AND o.digest_no = d.ticket_no AND o.ticket_no <> d.ticket_no);

ALTER TABLE mail ADD PRIMARY KEY (organisation_id, mail_id);
CREATE UNIQUE INDEX mail_ticket ON mail (organisation_id, CAST(data ->> 'ticket' AS bigint)) WHERE kind = 'ticket';
CREATE INDEX mail_due ON mail (priority, due_at) WHERE state = 0;
CREATE INDEX mail_waiting ON mail (queued_at) WHERE state = 0;
CREATE INDEX mail_held ON mail (organisation_id, recipient, due_at) WHERE state = 3 AND digest_id IS NULL;
CREATE INDEX mail_digest ON mail (organisation_id, digest_id) WHERE digest_id IS NOT NULL;

CREATE OR REPLACE VIEW ticket_image AS
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
LEFT JOIN mail m
    ON m.organisation_id = t.organisation_id AND m.kind = 'ticket' AND CAST(m.data ->> 'ticket' AS bigint) = t.ticket_no;

-- A process of the version before may still run, until it is replaced. Mails that it holds stay in the old table for it, and what it
-- reports of them counts; it gets no others, and what it queues goes into the new table. The next version drops all of this.
DELETE FROM mail_outbox WHERE state <> 0 OR lease IS NULL;

CREATE FUNCTION mail_outbox_to_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, queued_at, due_at)
        VALUES (NEW.organisation_id, NEW.mail_id, 'ticket', 1, NEW.recipient, jsonb_build_object('ticket', NEW.ticket_no), NEW.trace_parent,
            NEW.queued_at, NEW.due_at)
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    IF OLD.lease IS NULL OR NEW.lease <> OLD.lease THEN
        RETURN NULL;
    END IF;
    UPDATE mail SET state = NEW.state, attempts = NEW.attempts, note = NEW.note, lease = NEW.lease, is_counted = NEW.is_counted,
        recipient = NEW.recipient, due_at = NEW.due_at
    WHERE organisation_id = NEW.organisation_id AND mail_id = NEW.mail_id AND state <> 1 AND (NEW.state = 1 OR lease = OLD.lease);
    UPDATE mail SET state = NEW.state, note = NEW.note
    WHERE organisation_id = NEW.organisation_id AND digest_id = NEW.mail_id AND state = 3 AND NEW.state IN (1, 2);
    RETURN NEW;
END $$;
CREATE TRIGGER mail_outbox_to_mail BEFORE INSERT OR UPDATE ON mail_outbox FOR EACH ROW EXECUTE FUNCTION mail_outbox_to_mail();

-- It does not see what is held for a digest in the new table, and would note that nothing is.
CREATE FUNCTION mail_quota_keeps_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.has_held := EXISTS (
        SELECT FROM mail m
        WHERE m.organisation_id = OLD.organisation_id AND m.recipient = OLD.recipient AND m.due_at <= OLD.hour + interval '1 hour'
            AND m.state = 3 AND m.digest_id IS NULL);
    RETURN NEW;
END $$;
CREATE TRIGGER mail_quota_keeps_held BEFORE UPDATE ON mail_quota
    FOR EACH ROW WHEN (OLD.has_held AND NOT NEW.has_held) EXECUTE FUNCTION mail_quota_keeps_held();
