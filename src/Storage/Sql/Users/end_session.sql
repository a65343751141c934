-- Ends a session of a person (primary key).
DELETE FROM console_session WHERE organisation_id = 0 AND user_id = $1 AND session_id = $2
