-- Writes the counts of a name in a day (primary key).
INSERT INTO sign_up_day (organisation_id, dimension, day, name, counts) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation_id, dimension, day, name) DO UPDATE SET counts = excluded.counts
