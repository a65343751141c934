-- The oldest erasures of all organisations that the log does not have (erasure_unlogged).
SELECT organisation_id, erasure_no, erase_id, at, contacts, reason, actor, suppress, tickets, counts, hashes, mails, is_logged
FROM erasure WHERE NOT is_logged ORDER BY erasure_no LIMIT $1
