-- The night's work is done (retention_pkey).
UPDATE retention SET position = $1, holder = NULL, held_until = NULL WHERE organisation_id = 0 AND task = 'night' AND holder = $2
