-- What rows of a dry run would have made, a JSON object of values by keys (import_trial's primary key).
INSERT INTO import_trial (organisation_id, import_id, key, value) SELECT $1, $2, v.key, v.value FROM json_each_text($3) AS v
ON CONFLICT (organisation_id, import_id, key) DO UPDATE SET value = excluded.value
