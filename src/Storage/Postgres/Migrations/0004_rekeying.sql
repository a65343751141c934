-- Jobs that give an organisation's contacts new canonical addresses: one row per organisation that ever switched its setting.
CREATE TABLE email_rekeying (
    organisation_id int PRIMARY KEY,
    run bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done')),
    pass int NOT NULL,
    position bigint NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    collisions json NOT NULL,
    started_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    held_until timestamptz,
    finished_at timestamptz
);

CREATE INDEX email_rekeying_due ON email_rekeying (due_at) WHERE state = 'running';
