-- The keys that cookies and forms are protected by (primary key).
SELECT xml FROM data_protection_key WHERE organisation_id = 0 ORDER BY day
