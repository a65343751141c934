-- Removes the keys of an organisation's links up to a number (primary key).
DELETE FROM link_key WHERE organisation_id = $1 AND key_no <= $2
