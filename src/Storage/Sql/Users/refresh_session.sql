-- Lets a session go on after a change of its person's security stamp (primary key).
UPDATE console_session SET security_stamp = $2 WHERE organisation_id = 0 AND session_id = $1
