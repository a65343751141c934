-- Deletes some old windows of all organisations. By rate_window_start.
DELETE FROM rate_window WHERE (organisation_id, subject, size, window_start) IN (
    SELECT organisation_id, subject, size, window_start FROM rate_window WHERE window_start < ?1 ORDER BY window_start LIMIT ?2)
