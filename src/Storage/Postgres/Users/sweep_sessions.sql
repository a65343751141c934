-- Deletes some sessions that were idle for too long (console_session_seen). Over all organisations.
DELETE FROM console_session WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM console_session WHERE seen_at < $1 ORDER BY seen_at LIMIT $2 FOR UPDATE SKIP LOCKED))
