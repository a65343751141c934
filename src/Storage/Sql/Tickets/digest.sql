-- The first tickets of a digest, and how many there are (mail_digest, mail_by_digest). Messages are cut.
SELECT t.ticket_no, o.slug, t.subject, substr(t.message, 1, $3), t.category, t.email, t.phone, t.first_name, t.last_name,
    (SELECT count(*) FROM mail c WHERE c.organisation_id = $1 AND c.digest_id = $2)
FROM mail m
JOIN ticket t ON t.organisation_id = m.organisation_id AND t.ticket_no = CAST(m.data ->> 'ticket' AS bigint)
JOIN organisation o ON o.organisation_id = m.organisation_id
WHERE m.organisation_id = $1 AND m.digest_id = $2
ORDER BY t.ticket_no LIMIT $4
