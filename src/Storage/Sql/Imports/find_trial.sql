-- What rows of a dry run would have made (import_trial's primary key).
SELECT key, value FROM import_trial WHERE organisation_id = $1 AND import_id = $2 AND key = $3
