-- Addresses and numbers of people who asked to be forgotten, as keyed hashes alone: nothing but a sign-up that they confirm brings them
-- back.
CREATE TABLE suppression (
    organisation_id INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, hash)
) STRICT, WITHOUT ROWID;

-- The key of the hashes (organisation_id 0): without it nobody can try addresses out.
CREATE TABLE suppression_key (
    organisation_id INTEGER PRIMARY KEY,
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

INSERT INTO suppression_key (organisation_id, secret) VALUES (0, randomblob(32));
