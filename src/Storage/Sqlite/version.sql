-- The number of the last migration that was applied.
PRAGMA user_version
