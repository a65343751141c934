-- How many mails a recipient was to get in an hour (hour: its beginning). Those beyond the organisation's limit are held
-- (mail_outbox.state 3, due at the end of the hour) and become one digest: the mail of the ticket digest_no, which stands for all that have
-- this number.
CREATE TABLE mail_quota (
    organisation_id INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    hour INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    has_held INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (organisation_id, recipient, hour)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_quota_hour ON mail_quota (hour);

-- Whether the mail was counted: it is, before its first attempt.
ALTER TABLE mail_outbox ADD is_counted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_outbox ADD digest_no INTEGER;
CREATE INDEX mail_outbox_held ON mail_outbox (organisation_id, recipient, due_at) WHERE state = 3 AND digest_no IS NULL;
CREATE INDEX mail_outbox_digest ON mail_outbox (organisation_id, digest_no, ticket_no) WHERE digest_no IS NOT NULL;
