-- How far the removal of old data has come: for each task of an organisation the position up to which everything that was old enough is
-- removed. The row of organisation 0 is the work of a night: position is the last one that was done, in days since 1970.
CREATE TABLE retention (
    organisation_id int NOT NULL,
    task text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    holder text,
    held_until timestamptz,
    PRIMARY KEY (organisation_id, task)
) WITH (fillfactor = 50);

INSERT INTO retention (organisation_id, task, position) VALUES (0, 'night', 0);

-- Histories are appended in the order of their times: a few bytes for each 32 pages find old entries.
CREATE INDEX contact_event_at ON contact_event USING brin (at) WITH (pages_per_range = 32);

-- Lets through what sets columns that the trigger names to null, or leaves out IP address and user agent of evidence, and nothing else, and
-- that only while there is a redaction.
CREATE OR REPLACE FUNCTION redact_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := to_jsonb(OLD);
BEGIN
    IF NOT EXISTS (SELECT FROM redaction r WHERE r.organisation_id = OLD.organisation_id) OR EXISTS (
        SELECT FROM jsonb_each(to_jsonb(NEW)) n
        WHERE n.value <> old_row -> n.key AND (n.value <> 'null' OR n.key <> ALL (TG_ARGV))
            AND NOT (n.key = 'evidence' AND n.key = ANY (TG_ARGV)
                AND (n.value #>> '{}')::jsonb = (old_row ->> n.key)::jsonb - 'ip' - 'userAgent')) THEN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- What people asked for about their own data, from the page of their preferences. kind: 0 a copy, 1 to be forgotten. state: 0 open,
-- 1 granted, 2 declined.
CREATE TABLE erasure_request (
    organisation_id int NOT NULL,
    request_id bigint GENERATED ALWAYS AS IDENTITY,
    contact_id bigint NOT NULL,
    kind int NOT NULL,
    state int NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL,
    decided_at timestamptz,
    PRIMARY KEY (organisation_id, request_id)
);

CREATE UNIQUE INDEX erasure_request_open ON erasure_request (organisation_id, contact_id, kind) WHERE state = 0;
