-- How many requests of a key a limit refused, by day of UTC (as numbered by .NET's DateOnly). Kept for a month.
CREATE TABLE key_refusal (
    organisation_id INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, key_id, day)
) STRICT, WITHOUT ROWID;

-- Finds the oldest mail of an organisation that waits.
CREATE INDEX mail_waiting_of ON mail (organisation_id, queued_at) WHERE state = 0;
