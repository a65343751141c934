-- Takes permits of a window as far as they go (primary key). ?5 wanted, ?6 the limit.
INSERT INTO rate_window (organisation_id, subject, size, window_start, used, granted)
VALUES (?1, ?2, ?3, ?4, min(?5, ?6), min(?5, ?6))
ON CONFLICT (organisation_id, subject, size, window_start) DO UPDATE SET
    used = used + max(min(?5, ?6 - used), 0), granted = max(min(?5, ?6 - used), 0)
RETURNING granted, max(?6 - used, 0)
