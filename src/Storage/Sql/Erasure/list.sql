-- The newest erasures below a number (erasure_pkey, erasure_newest).
SELECT organisation_id, erasure_no, erase_id, at, contacts, reason, actor, suppress, tickets, counts, hashes, mails, is_logged
FROM erasure WHERE organisation_id = $1 AND erasure_no < $2 ORDER BY erasure_no DESC LIMIT $3
