-- Who wrote the tickets that belong to no contact (ticket_without_contact).
SELECT ticket_no, email, phone FROM ticket WHERE organisation_id = $1 AND contact_id IS NULL
