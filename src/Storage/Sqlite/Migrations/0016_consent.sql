-- Consent belongs to a channel (0 e-mail, 1 text messages) and a canonical address or a number in E.164, whichever contact has it.
-- state: 0 none, 1 pending, 2 given, 3 confirmed, 4 withdrawn, 5 suppressed. contact.email_subscribed and contact.sms_subscribed follow
-- from it and are written in the same transaction. evidence and held are JSON that the program alone reads; mails are times.
CREATE TABLE consent (
    organisation_id INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    address TEXT NOT NULL,
    consent_id INTEGER PRIMARY KEY,
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
    is_hold_noted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX consent_by_address ON consent (organisation_id, channel, address);
CREATE INDEX consent_pending ON consent (expires_at) WHERE state = 1;
CREATE INDEX contact_sms_subscriber ON contact (organisation_id, phone) WHERE sms_subscribed AND merged_into IS NULL;

-- The keys by which the links of an organisation are sealed.
CREATE TABLE link_key (
    organisation_id INTEGER NOT NULL,
    key_no INTEGER NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, key_no)
) STRICT, WITHOUT ROWID;

-- From where an act of consent came, as JSON.
ALTER TABLE contact_event ADD evidence TEXT;

-- What people see of a group on the page of their preferences.
ALTER TABLE contact_group ADD is_public INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_group ADD title TEXT;
ALTER TABLE contact_group ADD description TEXT NOT NULL DEFAULT '';
CREATE INDEX contact_group_public ON contact_group (organisation_id, group_id) WHERE is_public;

-- Who said "no" in so many words, about the address that the contact had then: the newest entry counts. An address that was changed since
-- is found in the entry of the change.
INSERT INTO consent (organisation_id, channel, address, state, requested_at, withdrawn_at, source, actor)
SELECT organisation_id, 0, address, 4, created_at, at, source, actor
FROM (
    SELECT c.organisation_id, c.created_at, e.at, e.source, e.actor, e.event_id, coalesce((
        SELECT f.before ->> 'email' FROM contact_event f
        WHERE f.organisation_id = e.organisation_id AND f.contact_id = e.contact_id AND f.event_id > e.event_id
            AND f.kind = 'email-changed' AND f.before ->> 'email' IS NOT NULL
        ORDER BY f.event_id LIMIT 1), c.email_key) AS address
    FROM contact_event e JOIN contact c ON c.organisation_id = e.organisation_id AND c.contact_id = e.contact_id
    WHERE e.after ->> 'emailSubscribed' = 0
) said
WHERE address IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM contact l
        WHERE l.organisation_id = said.organisation_id AND l.email_key = said.address AND l.merged_into IS NULL AND l.email_subscribed)
ORDER BY event_id DESC
ON CONFLICT DO NOTHING;

-- The "no" of a contact that went on under another address, or was merged into another contact, goes along.
INSERT INTO consent (organisation_id, channel, address, state, requested_at, withdrawn_at, source, actor)
SELECT l.organisation_id, 0, l.email_key, 4, l.created_at, e.at, e.source, e.actor
FROM contact_event e
JOIN contact c ON c.organisation_id = e.organisation_id AND c.contact_id = e.contact_id
JOIN contact l ON l.organisation_id = c.organisation_id AND l.contact_id = coalesce(c.merged_into, c.contact_id)
WHERE e.after ->> 'emailSubscribed' = 0 AND l.merged_into IS NULL AND l.email_key IS NOT NULL AND NOT l.email_subscribed
ORDER BY e.event_id DESC
ON CONFLICT DO NOTHING;

INSERT INTO consent (organisation_id, channel, address, state, requested_at, withdrawn_at, source, actor)
SELECT c.organisation_id, 1, c.phone, 4, c.created_at, e.at, e.source, e.actor
FROM contact_event e JOIN contact c ON c.organisation_id = e.organisation_id AND c.contact_id = e.contact_id
WHERE e.after ->> 'smsSubscribed' = 0 AND c.phone IS NOT NULL AND NOT c.sms_subscribed
    AND NOT EXISTS (
        SELECT 1 FROM contact l
        WHERE l.organisation_id = c.organisation_id AND l.phone = c.phone AND l.merged_into IS NULL AND l.sms_subscribed)
ORDER BY e.event_id DESC
ON CONFLICT DO NOTHING;

-- Who is subscribed has said "yes": when the newest entry says so, or else when the contact was made.
INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor)
SELECT c.organisation_id, 0, c.email_key, 2, coalesce(e.at, c.created_at), CASE WHEN e.at IS NULL THEN c.source ELSE e.source END, e.actor
FROM contact c
LEFT JOIN contact_event e ON e.event_id = (
    SELECT max(n.event_id) FROM contact_event n
    WHERE n.organisation_id = c.organisation_id AND n.contact_id = c.contact_id AND n.after ->> 'emailSubscribed' = 1)
WHERE c.merged_into IS NULL AND c.email_subscribed AND c.email_key IS NOT NULL;

INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor)
SELECT c.organisation_id, 1, c.phone, 2, coalesce(e.at, c.created_at), CASE WHEN e.at IS NULL THEN c.source ELSE e.source END, e.actor
FROM contact c
LEFT JOIN contact_event e ON e.event_id = (
    SELECT max(n.event_id) FROM contact_event n
    WHERE n.organisation_id = c.organisation_id AND n.contact_id = c.contact_id AND n.after ->> 'smsSubscribed' = 1)
WHERE c.merged_into IS NULL AND c.sms_subscribed AND c.phone IS NOT NULL
ORDER BY c.contact_id DESC
ON CONFLICT DO NOTHING;
