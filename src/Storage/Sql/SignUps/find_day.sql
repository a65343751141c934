-- The counts of a name in a day (primary key).
SELECT counts FROM sign_up_day WHERE organisation_id = $1 AND dimension = $2 AND day = $3 AND name = $4
