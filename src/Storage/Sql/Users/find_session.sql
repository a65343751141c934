-- The session of a key's hash with its person; none where it was idle since $2 or is from before $3 (unique index of hashes, primary key).
SELECT s.session_id, s.seen_at, u.user_id, u.email, u.language, u.is_operator, u.has_two_factor
FROM console_session s
JOIN console_user u ON u.organisation_id = 0 AND u.user_id = s.user_id AND u.security_stamp = s.security_stamp
WHERE s.organisation_id = 0 AND s.key_hash = $1 AND s.seen_at > $2 AND s.created_at > $3
