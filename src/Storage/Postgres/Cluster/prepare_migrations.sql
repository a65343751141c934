-- Takes the lock under which the tables of a cluster are migrated (until the end of the transaction) and tells the number of the last
-- migration.
-- About the whole database: no organisation.
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = '10min';
DO $$ BEGIN PERFORM pg_advisory_xact_lock(7204117); END $$;
CREATE TABLE IF NOT EXISTS cluster_migration (number int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
SELECT coalesce(max(number), 0) FROM cluster_migration;
