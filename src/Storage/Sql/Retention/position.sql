-- How far a task has come (retention_pkey).
SELECT position FROM retention WHERE organisation_id = $1 AND task = $2
