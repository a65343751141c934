-- The sources of a day (primary key).
SELECT name FROM sign_up_day WHERE organisation_id = $1 AND dimension = 1 AND day = $2
