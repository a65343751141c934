-- The addresses that re-keying could not write (primary key).
SELECT collisions FROM email_rekeying WHERE organisation_id = $1
