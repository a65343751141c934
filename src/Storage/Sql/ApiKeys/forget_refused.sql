-- Deletes what was refused before a day (primary key: an organisation has one row a key and day).
DELETE FROM key_refusal WHERE organisation_id = $1 AND day < $2
