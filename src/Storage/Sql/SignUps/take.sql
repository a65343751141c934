-- Takes rows out of the tally of sign-ups, the oldest of an organisation first (primary key). Under the lock of lock.sql. Over all
-- organisations.
DELETE FROM sign_up_tally WHERE (organisation_id, tally_id) IN (
    SELECT organisation_id, tally_id FROM sign_up_tally ORDER BY organisation_id, tally_id LIMIT $1)
RETURNING organisation_id, tally_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn
