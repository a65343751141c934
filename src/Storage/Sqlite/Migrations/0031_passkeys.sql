-- Devices by which people sign in to the console: public keys, as ASP.NET Core Identity checks them.
CREATE TABLE passkey (
    organisation_id INTEGER NOT NULL,
    credential_id BLOB NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
    user_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    is_backup_eligible INTEGER NOT NULL,
    is_backed_up INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (organisation_id, credential_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_by_user ON passkey (organisation_id, user_id);
