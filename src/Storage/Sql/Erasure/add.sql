-- Records an erasure and gives its number.
INSERT INTO erasure (organisation_id, erase_id, at, contacts, reason, actor, suppress, tickets, counts, hashes, mails)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING erasure_no
