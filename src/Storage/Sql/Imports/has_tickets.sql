-- Whether a contact has tickets (ticket_contact).
SELECT contact_id FROM ticket WHERE organisation_id = $1 AND contact_id = $2 LIMIT 1
