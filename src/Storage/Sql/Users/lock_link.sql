-- A link that was not used, which no other transaction uses meanwhile (primary key).
UPDATE one_time_link SET user_id = user_id WHERE organisation_id = $1 AND link_id = $2
RETURNING organisation_id, link_id, purpose, user_id, role, expires_at
