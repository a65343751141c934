-- Deletes some used codes that would not be accepted any more (used_code_expiry). Over all organisations.
DELETE FROM used_code WHERE (organisation_id, user_id, code) IN (
    SELECT organisation_id, user_id, code FROM used_code WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
