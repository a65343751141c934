-- Deletes some links that have run out (one_time_link_expiry). Over all organisations.
DELETE FROM one_time_link WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM one_time_link WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED))
