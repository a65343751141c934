-- Writes the addresses that re-keying could not write (primary key).
UPDATE email_rekeying SET collisions = $2 WHERE organisation_id = $1
