-- Removes texts and customer of a ticket (ticket_pkey, ticket_by_number).
UPDATE ticket SET subject = '', message = '', notice = NULL, email = NULL, phone = NULL, first_name = NULL, last_name = NULL, ip = NULL,
    network = NULL, site = NULL, send_to = NULL, mail_note = NULL, search_text = '', text_hash = 0
WHERE organisation_id = $1 AND ticket_no = $2
