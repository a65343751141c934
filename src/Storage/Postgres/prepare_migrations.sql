-- Takes the lock under which migrations are applied (until the end of the transaction) and tells the number of the last one.
-- About the whole database: no organisation.
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = '10min';
DO $$ BEGIN PERFORM pg_advisory_xact_lock(7204116); END $$;
CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
SELECT coalesce(max(number), 0) FROM schema_migration;
