-- The sessions of a person, those aside that were idle since $2 or are from before $3 (console_session_by_user).
SELECT s.session_id, s.user_id, s.created_at, s.seen_at, s.ip, s.user_agent
FROM console_session s
JOIN console_user u ON u.organisation_id = 0 AND u.user_id = s.user_id AND u.security_stamp = s.security_stamp
WHERE s.organisation_id = 0 AND s.user_id = $1 AND s.seen_at > $2 AND s.created_at > $3 ORDER BY s.session_id DESC
