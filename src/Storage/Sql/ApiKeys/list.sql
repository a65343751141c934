-- The keys of an organisation, newest first (PostgreSQL: primary key, SQLite: api_key_by_organisation).
SELECT key_id, organisation_id, kind, scopes, description, created_at, expires_at, revoked_at, last_used_at, per_minute, per_hour,
    has_checksum, is_development
FROM api_key WHERE organisation_id = $1 ORDER BY key_id DESC
