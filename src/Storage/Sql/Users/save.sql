-- Writes an account over the version that was read (primary key).
UPDATE console_user SET password_hash = $3, security_stamp = $4, authenticator_key = $5, has_two_factor = $6, language = $7,
    version = version + 1
WHERE organisation_id = 0 AND user_id = $1 AND version = $2
