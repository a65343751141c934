-- The tickets of a contact (ticket_contact, ticket_by_contact).
SELECT created_at, CAST(ticket_no AS text), subject, message, notice, category, email, phone, first_name, last_name, ip, network, country,
    send_to, mail_note
FROM ticket WHERE organisation_id = $1 AND contact_id = $2 ORDER BY ticket_no
