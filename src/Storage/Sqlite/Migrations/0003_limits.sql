-- How many requests of a window were handed out. subject: an API key, or 0 for all keys of the organisation together; size: 0 a minute,
-- 1 an hour. granted belongs to the last statement that touched the row: what it got.
CREATE TABLE rate_window (
    organisation_id INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    size INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    used INTEGER NOT NULL,
    granted INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, subject, size, window_start)
) STRICT, WITHOUT ROWID;

CREATE INDEX rate_window_start ON rate_window (window_start);

-- Requests that came with an Idempotency-Key. record_id: hexadecimal SHA-256 of API key, route and Idempotency-Key. Until there is an
-- answer (status) the record belongs to one run (owner), as long as leased_until says. effect: the contact that a run has committed.
CREATE TABLE idempotency (
    organisation_id INTEGER NOT NULL,
    record_id TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    route TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    owner INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    effect INTEGER,
    status INTEGER,
    answer BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, record_id)
) STRICT;

CREATE INDEX idempotency_created ON idempotency (created_at);
