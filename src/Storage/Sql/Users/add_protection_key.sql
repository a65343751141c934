-- Adds a key unless there is one of the day, or of the hour before (primary key).
INSERT INTO data_protection_key (organisation_id, day, name, xml, created_at)
SELECT 0, $1, $2, $3, $4
WHERE NOT EXISTS (SELECT 1 FROM data_protection_key WHERE organisation_id = 0 AND day >= $1 - 1 AND created_at > $5)
ON CONFLICT (organisation_id, day) DO NOTHING
