-- The ticket of a number, or of an external id ($3) where no number ($2) is given (ticket_pkey, ticket_external_id).
SELECT external_id, ticket_no, slug, subject, status, category, email, phone, country, score, created_at, updated_at, contact_id,
    message, notice, first_name, last_name, ip, reasons, send_to, recipient, mail_state, mail_attempts, ticket_note, mail_note
FROM ticket_image
WHERE organisation_id = $1
    AND ticket_no = coalesce($2, (SELECT t.ticket_no FROM ticket t WHERE t.organisation_id = $1 AND t.external_id = $3))
