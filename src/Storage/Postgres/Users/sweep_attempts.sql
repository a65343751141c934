-- Deletes some counts of attempts that are over (sign_in_attempt_expiry). Over all organisations.
DELETE FROM sign_in_attempt WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM sign_in_attempt WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED))
