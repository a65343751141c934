-- The oldest erasures of all organisations above a number (erasure_order; its primary key in SQLite).
SELECT organisation_id, erasure_no, erase_id, at, contacts, reason, actor, suppress, tickets, counts, hashes, mails, is_logged
FROM erasure WHERE erasure_no > $1 ORDER BY erasure_no LIMIT $2
