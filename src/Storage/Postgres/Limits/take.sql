-- Takes permits of a window as far as they go (rate_window_pkey). $5 wanted, $6 the limit.
INSERT INTO rate_window AS w (organisation_id, subject, size, window_start, used, granted, quota)
VALUES ($1, $2, $3, $4, least($5, $6), least($5, $6), $6)
ON CONFLICT (organisation_id, subject, size, window_start) DO UPDATE SET
    used = w.used + greatest(least($5, $6 - w.used), 0), granted = greatest(least($5, $6 - w.used), 0), quota = $6
RETURNING granted, greatest($6 - used, 0)
