-- Adds to the requests of a key that were refused on a day (primary key).
INSERT INTO key_refusal (organisation_id, key_id, day, refused) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, key_id, day) DO UPDATE SET refused = key_refusal.refused + excluded.refused
