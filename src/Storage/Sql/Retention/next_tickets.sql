-- The tickets after a number, by the primary key.
SELECT ticket_no, created_at FROM ticket WHERE organisation_id = $1 AND ticket_no > $2 ORDER BY ticket_no LIMIT $3
