-- An account (primary key).
SELECT user_id, email, password_hash, security_stamp, authenticator_key, has_two_factor, language, is_operator, version
FROM console_user WHERE organisation_id = 0 AND user_id = $1
