-- Removes the links of a purpose that a person has in an organisation (one_time_link_by_user).
DELETE FROM one_time_link WHERE organisation_id = $1 AND user_id = $2 AND purpose = $3
