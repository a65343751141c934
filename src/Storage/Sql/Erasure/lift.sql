-- Ends the suppression of an address or number (primary key).
DELETE FROM suppression WHERE organisation_id = $1 AND hash = $2
