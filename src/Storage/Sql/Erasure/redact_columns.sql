-- Removes what the columns of an import's file are called but for what they mean ($3; import_job's primary key).
UPDATE import_job SET header = $3, mapping = NULL, ignored_columns = '[]', message = NULL WHERE organisation_id = $1 AND import_id = $2
