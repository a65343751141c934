-- Removes texts and customers of some tickets, by the primary key. $4: all of them are older.
UPDATE ticket SET subject = '', message = '', notice = NULL, email = NULL, phone = NULL, first_name = NULL, last_name = NULL, ip = NULL,
    network = NULL, site = NULL, send_to = NULL, mail_note = NULL, search_text = '', text_hash = 0
WHERE organisation_id = $1 AND ticket_no > $2 AND ticket_no <= $3 AND created_at < $4
