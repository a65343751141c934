-- The members of an organisation, with the last request of a session of each (primary keys, console_session_by_user).
SELECT m.user_id, u.email, m.role, u.has_two_factor,
    (SELECT max(s.seen_at) FROM console_session s WHERE s.organisation_id = 0 AND s.user_id = m.user_id)
FROM membership m JOIN console_user u ON u.organisation_id = 0 AND u.user_id = m.user_id
WHERE m.organisation_id = $1 ORDER BY u.email
