-- Who wrote the tickets behind a number that belong to no contact (ticket_without_contact).
SELECT ticket_no, email, phone FROM ticket WHERE organisation_id = $1 AND contact_id IS NULL AND ticket_no > $2 ORDER BY ticket_no LIMIT $3
