-- Makes a person an operator of the service (primary key).
UPDATE console_user SET is_operator = true, version = version + 1 WHERE organisation_id = 0 AND user_id = $1
