-- Whether a file without a version is an empty one.
SELECT count(*) FROM sqlite_schema
