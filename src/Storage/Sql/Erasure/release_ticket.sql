-- Removes the customer of a ticket whose message stays; $3 is what is left to search for (ticket_pkey, ticket_by_number).
UPDATE ticket SET subject = '', email = NULL, phone = NULL, first_name = NULL, last_name = NULL, ip = NULL, network = NULL, site = NULL,
    send_to = NULL, mail_note = NULL, search_text = $3
WHERE organisation_id = $1 AND ticket_no = $2
