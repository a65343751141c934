-- Lets a session go on with another key after a change of its person (primary key).
UPDATE console_session SET security_stamp = $2, key_hash = $3 WHERE organisation_id = 0 AND session_id = $1
