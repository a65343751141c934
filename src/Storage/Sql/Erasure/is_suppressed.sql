-- Whether an address or number is suppressed (primary key).
SELECT 1 FROM suppression WHERE organisation_id = $1 AND hash = $2
