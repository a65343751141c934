-- Ends all sessions of a person (console_session_by_user).
DELETE FROM console_session WHERE organisation_id = 0 AND user_id = $1
