-- The number of the last migration (0 in an empty database), and whether the server is a standby. About the whole database: no
-- organisation.
SELECT coalesce(max(number), 0), pg_is_in_recovery() FROM schema_migration
