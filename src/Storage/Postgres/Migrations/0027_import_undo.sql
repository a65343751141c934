-- state also: 6 cancelling, 7 cancelled, 8 undoing, 9 undone.
ALTER TABLE import_job DROP CONSTRAINT import_job_state_check;
ALTER TABLE import_job ADD CONSTRAINT import_job_state_check CHECK (state BETWEEN 0 AND 9);
DROP INDEX import_job_waiting;
CREATE INDEX import_job_waiting ON import_job (waiting_since) WHERE state IN (1, 2, 6, 8);

-- The names of the file's columns and, with each refused row, its cells: JSON arrays.
ALTER TABLE import_job ADD header text;
ALTER TABLE import_error ADD cells text;

-- How far an undo is: behind which contact, and what has become of those before.
ALTER TABLE import_job ADD is_journalled boolean NOT NULL DEFAULT false;
ALTER TABLE import_job ADD undo_reason text;
ALTER TABLE import_job ADD undo_actor text;
ALTER TABLE import_job ADD undo_position bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD restored bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD removed bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD kept_changed bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD kept_merged bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD kept_erased bigint NOT NULL DEFAULT 0;

-- What an import has written: the contact's version behind it, whether it gave the consent of the address, and the changed values before
-- and after (JSON), which are null where it made the contact.
CREATE TABLE import_journal (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    row_number bigint NOT NULL,
    version bigint NOT NULL,
    gave_email boolean NOT NULL,
    before text,
    after text,
    PRIMARY KEY (organisation_id, import_id, contact_id, row_number)
);

-- The groups that an import has made.
CREATE TABLE import_group (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation_id, import_id, name_key)
);

-- What rows of a dry run would have made so far, by address and number, and the consents (JSON).
CREATE TABLE import_trial (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (organisation_id, import_id, key)
);

-- Changes that a dry run shows, as JSON.
CREATE TABLE import_sample (
    organisation_id int NOT NULL,
    import_id bigint NOT NULL,
    row_number bigint NOT NULL,
    outcome int NOT NULL,
    before text,
    after text,
    PRIMARY KEY (organisation_id, import_id, row_number)
);
