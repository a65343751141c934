-- Takes the night's work, or goes on holding it (retention_pkey).
UPDATE retention SET holder = $2, held_until = $4
WHERE organisation_id = 0 AND task = 'night' AND position < $1 AND (holder IS NULL OR holder = $2 OR held_until <= $3)
