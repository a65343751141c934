-- Devices by which people sign in to the console: public keys, as ASP.NET Core Identity checks them.
CREATE TABLE passkey (
    organisation_id int NOT NULL,
    credential_id bytea NOT NULL CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
    user_id bigint NOT NULL,
    name text NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports text NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (organisation_id, credential_id)
);

CREATE INDEX passkey_by_user ON passkey (organisation_id, user_id);
