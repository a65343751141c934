-- Gives back permits that were not used (primary key).
UPDATE rate_window SET used = used - $5
WHERE organisation_id = $1 AND subject = $2 AND size = $3 AND window_start = $4 AND used >= $5
