-- A ticket by its number (ticket_pkey, ticket_by_number).
SELECT created_at, CAST(ticket_no AS text), subject, message, notice, category, email, phone, first_name, last_name, ip, network, country,
    send_to, mail_note
FROM ticket WHERE organisation_id = $1 AND ticket_no = $2
