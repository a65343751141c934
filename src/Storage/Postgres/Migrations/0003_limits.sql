-- How many requests of a window were handed out. subject: an API key, or 0 for all keys of the organisation together; size: 0 a minute,
-- 1 an hour. granted and quota belong to the last statement that touched the row: what it got, and the limit it knew.
CREATE TABLE rate_window (
    organisation_id int NOT NULL,
    subject bigint NOT NULL,
    size smallint NOT NULL,
    window_start timestamptz NOT NULL,
    used int NOT NULL,
    granted int NOT NULL,
    quota int NOT NULL,
    PRIMARY KEY (organisation_id, subject, size, window_start)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX rate_window_start ON rate_window (window_start);

-- Requests that came with an Idempotency-Key. record_id: hexadecimal SHA-256 of API key, route and Idempotency-Key. Until there is an
-- answer (status) the record belongs to one run (owner), as long as leased_until says. effect: the contact that a run has committed.
CREATE TABLE idempotency (
    organisation_id int NOT NULL,
    record_id text COLLATE "C" NOT NULL,
    key_hash bytea NOT NULL,
    route text NOT NULL,
    body_hash bytea NOT NULL,
    owner bigint NOT NULL,
    leased_until timestamptz NOT NULL,
    effect bigint,
    status smallint,
    answer bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, record_id)
) WITH (fillfactor = 80);

CREATE INDEX idempotency_created ON idempotency (created_at);
