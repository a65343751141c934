-- The first tickets of a digest, and how many there are (mail_outbox_digest). Messages are cut.
SELECT t.ticket_no, o.slug, t.subject, substr(t.message, 1, $3), t.email, t.phone, t.first_name, t.last_name,
    (SELECT count(*) FROM mail_outbox c WHERE c.organisation_id = $1 AND c.digest_no = $2)
FROM mail_outbox m
JOIN ticket t ON t.organisation_id = m.organisation_id AND t.ticket_no = m.ticket_no
JOIN organisation o ON o.organisation_id = m.organisation_id
WHERE m.organisation_id = $1 AND m.digest_no = $2
ORDER BY m.ticket_no LIMIT $4
