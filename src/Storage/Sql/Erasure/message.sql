-- What a ticket says (ticket_pkey, ticket_by_number).
SELECT ticket_no, message FROM ticket WHERE organisation_id = $1 AND ticket_no = $2
