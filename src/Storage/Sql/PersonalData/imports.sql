-- The imports of an organisation: whether they have ended, whether their files are still there, and what they keep of the columns
-- (import_job's primary key, import_piece's primary key).
SELECT j.import_id, j.state NOT IN (0, 1, 2, 6, 8),
    EXISTS (SELECT 1 FROM import_piece p WHERE p.organisation_id = j.organisation_id AND p.import_id = j.import_id),
    j.format, j.match, j.header, j.mapping, j.ignored_columns, j.message
FROM import_job j WHERE j.organisation_id = $1
