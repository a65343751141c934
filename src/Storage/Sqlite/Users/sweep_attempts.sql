-- Deletes some counts of attempts that are over (sign_in_attempt_expiry). Over all organisations.
DELETE FROM sign_in_attempt WHERE (organisation_id, subject) IN (
    SELECT organisation_id, subject FROM sign_in_attempt WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
