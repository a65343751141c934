-- What a row of a dry run would have made (import_trial's primary key).
INSERT INTO import_trial (organisation_id, import_id, key, value) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, import_id, key) DO UPDATE SET value = excluded.value
