-- Organisations, keys, groups, contacts with their memberships, history and merges, and the search index.
-- Times are microseconds since 1970 UTC. contact_id and event_id are rowids: numbered over all organisations, never given twice because
-- rows are never deleted.

CREATE TABLE organisation (
    organisation_id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    settings TEXT NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_key (
    organisation_id INTEGER NOT NULL,
    key_id INTEGER PRIMARY KEY,
    key_hash BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    kind INTEGER NOT NULL,
    scopes INTEGER NOT NULL,
    description TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    last_used_at INTEGER,
    per_minute INTEGER,
    per_hour INTEGER
) STRICT;

CREATE INDEX api_key_by_organisation ON api_key (organisation_id, key_id);

CREATE TABLE contact_group (
    organisation_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX contact_group_by_name ON contact_group (organisation_id, name_key);

CREATE TABLE contact (
    organisation_id INTEGER NOT NULL,
    contact_id INTEGER PRIMARY KEY,
    external_id TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    phone TEXT,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    company TEXT NOT NULL,
    first_name_folded TEXT NOT NULL,
    last_name_folded TEXT NOT NULL,
    -- "{first} {last} {first}", e-mail, company and phone in lines, folded: what a search looks through.
    search_text TEXT NOT NULL,
    email_subscribed INTEGER NOT NULL,
    sms_subscribed INTEGER NOT NULL,
    source TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    merged_into INTEGER
) STRICT;

CREATE UNIQUE INDEX contact_by_email ON contact (organisation_id, email_key) WHERE merged_into IS NULL AND email_key IS NOT NULL;
CREATE UNIQUE INDEX contact_by_external_id ON contact (organisation_id, external_id);
CREATE INDEX contact_live ON contact (organisation_id, contact_id) WHERE merged_into IS NULL;
CREATE INDEX contact_merged ON contact (organisation_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE contact_group_member (
    organisation_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, contact_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_group_member_by_group ON contact_group_member (organisation_id, group_id, contact_id);

CREATE TABLE contact_event (
    organisation_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    event_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    actor TEXT,
    reason TEXT,
    before TEXT,
    after TEXT
) STRICT;

CREATE INDEX contact_event_by_contact ON contact_event (organisation_id, contact_id, event_id);

CREATE TRIGGER contact_event_keeps_its_rows BEFORE UPDATE ON contact_event
BEGIN
    SELECT raise(ABORT, 'contact_event is append-only');
END;

CREATE TRIGGER contact_event_loses_no_rows BEFORE DELETE ON contact_event
BEGIN
    SELECT raise(ABORT, 'contact_event is append-only');
END;

CREATE TABLE contact_merge (
    organisation_id INTEGER NOT NULL,
    merge_id TEXT NOT NULL,
    survivor_id INTEGER NOT NULL,
    legacy_id INTEGER NOT NULL,
    legacy_external_id TEXT NOT NULL,
    merged_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    journal TEXT NOT NULL,
    undone_at INTEGER,
    PRIMARY KEY (organisation_id, merge_id)
) STRICT;

CREATE INDEX contact_merge_by_survivor ON contact_merge (organisation_id, survivor_id);

-- Trigrams of search_text. detail=none keeps no positions: it narrows the rows down, and the query looks at search_text itself. The writer
-- keeps it, in the same transaction: a trigger would make FTS5 write a segment of its own for every row.
CREATE VIRTUAL TABLE contact_search USING fts5(
    search_text, content='contact', content_rowid='contact_id', tokenize='trigram case_sensitive 1', detail=none, columnsize=0);

-- Twice as many segments before they are merged as by default: a third less work for each row written, and a search reads a few more.
INSERT INTO contact_search (contact_search, rank) VALUES ('automerge', 8);
