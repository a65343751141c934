-- People who use the console. One person may belong to several organisations: accounts, sessions and what belongs to signing in have
-- organisation_id 0, as ROOT keys have.
CREATE TABLE console_user (
    organisation_id INTEGER NOT NULL,
    user_id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    authenticator_key TEXT,
    has_two_factor INTEGER NOT NULL DEFAULT 0,
    language TEXT,
    is_operator INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, email)
) STRICT;

-- role: 0 viewer, 1 agent, 2 admin, 3 owner.
CREATE TABLE membership (
    organisation_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_by_user ON membership (user_id);

-- key_hash: SHA-256 of what the cookie has. A session whose security_stamp is not its user's has ended.
CREATE TABLE console_session (
    organisation_id INTEGER NOT NULL,
    session_id INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash BLOB NOT NULL CHECK (length(key_hash) = 32),
    user_id INTEGER NOT NULL,
    security_stamp TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ip TEXT,
    user_agent TEXT,
    UNIQUE (organisation_id, key_hash)
) STRICT;

CREATE INDEX console_session_by_user ON console_session (organisation_id, user_id);
CREATE INDEX console_session_seen ON console_session (seen_at);

-- Links that work once, until they are used. purpose: 4 an invitation (to the organisation, or to the operators where that is 0), 5 a reset
-- of a password, 6 a sign-in. Tokens are sealed by link_key and stored nowhere.
CREATE TABLE one_time_link (
    organisation_id INTEGER NOT NULL,
    link_id INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX one_time_link_by_user ON one_time_link (organisation_id, user_id, purpose);
CREATE INDEX one_time_link_expiry ON one_time_link (expires_at);

CREATE TABLE recovery_code (
    organisation_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    PRIMARY KEY (organisation_id, user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Time-based codes that were used, as long as they would be accepted.
CREATE TABLE used_code (
    organisation_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    code INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, user_id, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX used_code_expiry ON used_code (expires_at);

-- Failed attempts to sign in, and to have a mail sent to who forgot the password. subject: SHA-256 of an account's address or of a network.
-- attempts are times, in milliseconds since 1970 with spaces between.
CREATE TABLE sign_in_attempt (
    organisation_id INTEGER NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 32),
    attempts TEXT,
    locked_until INTEGER,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_attempt_expiry ON sign_in_attempt (expires_at);

-- Keys of ASP.NET Core Data Protection. day: UTC days since 1970; one key a day, so that processes that start together share one.
CREATE TABLE data_protection_key (
    organisation_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    xml TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, day)
) STRICT, WITHOUT ROWID;
