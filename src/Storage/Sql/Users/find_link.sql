-- A link that was not used (primary key).
SELECT organisation_id, link_id, purpose, user_id, role, expires_at FROM one_time_link WHERE organisation_id = $1 AND link_id = $2
