-- Imports: what was asked for and how far it is, the pieces of their files while they are needed, and the rows that were refused. Times are
-- microseconds since 1970 UTC.
-- state: 0 uploading, 1 queued, 2 running, 3 done, 4 failed, 5 discarded. format: 0 CSV, 1 JSON lines. waiting_since: of an upload when its
-- last piece came, of a job since when it waits for its turn. run grows each time a process takes the job.
CREATE TABLE import_job (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),
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
    PRIMARY KEY (organisation_id, import_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_job_waiting ON import_job (waiting_since) WHERE state IN (1, 2);

CREATE TABLE import_piece (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (organisation_id, import_id, position)
) STRICT;

CREATE TABLE import_error (
    organisation_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    field TEXT NOT NULL,
    rule TEXT NOT NULL,
    detail TEXT,
    PRIMARY KEY (organisation_id, import_id, row_number)
) STRICT, WITHOUT ROWID;
