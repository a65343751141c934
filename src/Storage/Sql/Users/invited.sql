-- Those who are invited to an organisation (primary keys). $2 is the purpose.
SELECT l.user_id, u.email, l.role, u.has_two_factor, l.link_id, l.expires_at
FROM one_time_link l JOIN console_user u ON u.organisation_id = 0 AND u.user_id = l.user_id
WHERE l.organisation_id = $1 AND l.purpose = $2 AND l.expires_at > $3 ORDER BY u.email
