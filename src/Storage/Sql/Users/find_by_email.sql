-- The account of an address (unique index of addresses).
SELECT user_id, email, password_hash, security_stamp, authenticator_key, has_two_factor, language, is_operator, version
FROM console_user WHERE organisation_id = 0 AND email = $1
