-- What a mail says of a ticket (unique index of numbers).
SELECT t.ticket_no, o.slug, t.subject, t.message, t.category, t.email, t.phone, t.first_name, t.last_name
FROM ticket t
JOIN organisation o ON o.organisation_id = t.organisation_id
WHERE t.organisation_id = $1 AND t.ticket_no = $2
