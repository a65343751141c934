-- Jobs that give an organisation's contacts new canonical addresses: one row per organisation that ever switched its setting.
CREATE TABLE email_rekeying (
    organisation_id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done')),
    pass INTEGER NOT NULL,
    position INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    collisions TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    held_until INTEGER,
    finished_at INTEGER
) STRICT;

CREATE INDEX email_rekeying_due ON email_rekeying (due_at) WHERE state = 'running';
