-- Whether an organisation has suppressed anything (primary key).
SELECT 1 WHERE EXISTS (SELECT 1 FROM suppression WHERE organisation_id = $1)
