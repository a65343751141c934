-- Suspends an organisation, or with null ends that; no row where nothing changes (primary key).
UPDATE organisation SET suspended_at = $2 WHERE organisation_id = $1 AND (suspended_at IS NULL) <> ($2 IS NULL)
