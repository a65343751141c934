-- What rows of a dry run would have made, by a JSON array of keys (import_trial's primary key).
SELECT t.key, t.value FROM json_each(?3) AS k
CROSS JOIN import_trial t ON t.organisation_id = ?1 AND t.import_id = ?2 AND t.key = k.value
