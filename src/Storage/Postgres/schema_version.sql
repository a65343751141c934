-- The number of the last migration, 0 in an empty database. About the whole database: no organisation.
SELECT coalesce(max(number), 0) FROM schema_migration;
