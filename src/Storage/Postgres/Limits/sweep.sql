-- Deletes some old windows (rate_window_start). Over all organisations.
DELETE FROM rate_window WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM rate_window WHERE window_start < $1 ORDER BY window_start LIMIT $2 FOR UPDATE SKIP LOCKED));
