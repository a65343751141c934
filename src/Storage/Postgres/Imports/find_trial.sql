-- What rows of a dry run would have made, by a JSON array of keys (import_trial's primary key).
SELECT t.key, t.value FROM json_array_elements_text($3) AS k(key)
CROSS JOIN LATERAL (
    SELECT t.key, t.value FROM import_trial t WHERE t.organisation_id = $1 AND t.import_id = $2 AND t.key = k.key OFFSET 0
) t
