-- How many requests of a key a limit refused, by day of UTC (as numbered by .NET's DateOnly). Kept for a month.
CREATE TABLE key_refusal (
    organisation_id int NOT NULL,
    key_id bigint NOT NULL,
    day int NOT NULL,
    refused bigint NOT NULL,
    PRIMARY KEY (organisation_id, key_id, day)
);

-- Finds the oldest mail of an organisation that waits.
CREATE INDEX mail_waiting_of ON mail (organisation_id, queued_at) WHERE state = 0;
