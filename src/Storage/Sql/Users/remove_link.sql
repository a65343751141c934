-- Uses a link up (primary key).
DELETE FROM one_time_link WHERE organisation_id = $1 AND link_id = $2
