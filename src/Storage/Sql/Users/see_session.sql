-- Notes a request of a session (primary key).
UPDATE console_session SET seen_at = $2 WHERE organisation_id = 0 AND session_id = $1 AND seen_at < $2
