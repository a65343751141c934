-- Deletes some sessions that were idle for too long (console_session_seen). Over all organisations.
DELETE FROM console_session WHERE (organisation_id, session_id) IN (
    SELECT organisation_id, session_id FROM console_session WHERE seen_at < ?1 ORDER BY seen_at LIMIT ?2)
