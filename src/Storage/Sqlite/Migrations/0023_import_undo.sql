-- state also: 6 cancelling, 7 cancelled, 8 undoing, 9 undone. header: the names of the file's columns, a JSON array. undo_position: behind
-- which contact an undo is.
CREATE TABLE import_job_9 (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 9),
    format INTEGER NOT NULL,
    delimiter TEXT,
    dry_run INTEGER NOT NULL,
    source TEXT,
    actor TEXT NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    ignored_columns TEXT NOT NULL DEFAULT '[]',
    message TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    waiting_since INTEGER NOT NULL,
    held_until INTEGER,
    run INTEGER NOT NULL DEFAULT 0,
    row_number INTEGER NOT NULL DEFAULT 0,
    line_number INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    lenient INTEGER NOT NULL DEFAULT 0,
    match INTEGER NOT NULL DEFAULT 0,
    mapping TEXT,
    header TEXT,
    is_journalled INTEGER NOT NULL DEFAULT 0,
    undo_reason TEXT,
    undo_actor TEXT,
    undo_position INTEGER NOT NULL DEFAULT 0,
    restored INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    kept_changed INTEGER NOT NULL DEFAULT 0,
    kept_merged INTEGER NOT NULL DEFAULT 0,
    kept_erased INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (organisation_id, import_id)
) STRICT, WITHOUT ROWID;

INSERT INTO import_job_9 (organisation_id, import_id, state, format, delimiter, dry_run, source, actor, bytes, position,
    created, updated, unchanged, failed, ignored_columns, message, created_at, started_at, finished_at, waiting_since, held_until,
    run, row_number, line_number, warnings, lenient, match, mapping)
SELECT organisation_id, import_id, state, format, delimiter, dry_run, source, actor, bytes, position,
    created, updated, unchanged, failed, ignored_columns, message, created_at, started_at, finished_at, waiting_since, held_until,
    run, row_number, line_number, warnings, lenient, match, mapping
FROM import_job;
DROP TABLE import_job;
ALTER TABLE import_job_9 RENAME TO import_job;
CREATE INDEX import_job_waiting ON import_job (waiting_since) WHERE state IN (1, 2, 6, 8);

-- The cells of a refused row: a JSON array.
ALTER TABLE import_error ADD cells TEXT;

-- What an import has written: the contact's version behind it, whether it gave the consent of the address, and the changed values before
-- and after (JSON), which are null where it made the contact.
CREATE TABLE import_journal (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    gave_email INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (organisation_id, import_id, contact_id, row_number)
) STRICT, WITHOUT ROWID;

-- The groups that an import has made.
CREATE TABLE import_group (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    name_key TEXT NOT NULL,
    PRIMARY KEY (organisation_id, import_id, name_key)
) STRICT, WITHOUT ROWID;

-- What rows of a dry run would have made so far, by address and number, and the consents (JSON).
CREATE TABLE import_trial (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (organisation_id, import_id, key)
) STRICT, WITHOUT ROWID;

-- Changes that a dry run shows, as JSON.
CREATE TABLE import_sample (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (organisation_id, import_id, row_number)
) STRICT, WITHOUT ROWID;
