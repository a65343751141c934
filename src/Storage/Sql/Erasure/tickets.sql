-- The tickets of a contact with who wrote them (ticket_contact, ticket_by_contact).
SELECT ticket_no, email, phone FROM ticket WHERE organisation_id = $1 AND contact_id = $2
