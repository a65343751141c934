-- A new ticket.
INSERT INTO ticket (organisation_id, ticket_no, external_id, status, subject, message, notice, category, email, phone, first_name,
    last_name, ip, network, site, country, score, reasons, contact_id, text_hash, send_to, mail_note, search_text, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?24)
