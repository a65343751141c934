-- Addresses and numbers of people who asked to be forgotten, as keyed hashes alone: nothing but a sign-up that they confirm brings them
-- back.
CREATE TABLE suppression (
    organisation_id int NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, hash)
);

-- The key of the hashes (organisation_id 0): without it nobody can try addresses out.
CREATE TABLE suppression_key (
    organisation_id int PRIMARY KEY,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32)
);

INSERT INTO suppression_key (organisation_id, secret) VALUES (0, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
