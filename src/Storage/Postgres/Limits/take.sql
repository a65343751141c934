-- Takes permits of windows as far as they go (rate_window_pkey). Rows are locked in one order in all processes.
INSERT INTO rate_window AS w (organisation_id, subject, size, window_start, used, granted, quota)
SELECT $1, t.subject, t.size, t.window_start, least(t.wanted, t.quota), least(t.wanted, t.quota), t.quota
FROM unnest($2::bigint[], $3::smallint[], $4::timestamptz[], $5::int[], $6::int[]) AS t(subject, size, window_start, wanted, quota)
ORDER BY t.subject, t.size, t.window_start
ON CONFLICT (organisation_id, subject, size, window_start) DO UPDATE SET
    used = w.used + greatest(least(excluded.granted, excluded.quota - w.used), 0),
    granted = greatest(least(excluded.granted, excluded.quota - w.used), 0),
    quota = excluded.quota
RETURNING subject, size, window_start, granted, greatest(quota - used, 0);
