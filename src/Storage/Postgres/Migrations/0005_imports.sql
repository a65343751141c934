-- Imports: what was asked for and how far it is, the pieces of their files while they are needed, and the rows that were refused.
-- state: 0 uploading, 1 queued, 2 running, 3 done, 4 failed, 5 discarded. format: 0 CSV, 1 JSON lines. waiting_since: of an upload when its
-- last piece came, of a job since when it waits for its turn. run grows each time a process takes the job.
CREATE TABLE import_job (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    state smallint NOT NULL CHECK (state BETWEEN 0 AND 5),
    format smallint NOT NULL,
    delimiter text,
    dry_run boolean NOT NULL,
    source text,
    actor text NOT NULL,
    bytes bigint NOT NULL DEFAULT 0,
    position bigint NOT NULL DEFAULT 0,
    created bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    ignored_columns text NOT NULL DEFAULT '[]',
    message text,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    waiting_since timestamptz NOT NULL,
    held_until timestamptz,
    run bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (organisation_id, import_id)
);

CREATE INDEX import_job_waiting ON import_job (waiting_since) WHERE state IN (1, 2);

CREATE TABLE import_piece (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    position bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (organisation_id, import_id, position)
);

-- Read once and deleted: not worth compressing.
ALTER TABLE import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE import_error (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    row_number bigint NOT NULL,
    field text NOT NULL,
    rule text NOT NULL,
    detail text,
    PRIMARY KEY (organisation_id, import_id, row_number)
);
