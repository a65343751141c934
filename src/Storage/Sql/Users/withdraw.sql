-- Withdraws an invitation (primary key). $3 is the purpose.
DELETE FROM one_time_link WHERE organisation_id = $1 AND link_id = $2 AND purpose = $3
