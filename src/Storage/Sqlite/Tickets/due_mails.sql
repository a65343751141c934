-- Mails that are due with their tickets, the longest due first. By mail_outbox_due. Over all organisations.
SELECT m.organisation_id, m.ticket_no, m.mail_id, m.recipient, m.queued_at, m.attempts, o.slug, t.subject, t.message, t.category, t.email,
    t.phone, t.first_name, t.last_name, m.trace_parent, m.is_counted, m.digest_no
FROM mail_outbox m
CROSS JOIN ticket t ON t.organisation_id = m.organisation_id AND t.ticket_no = m.ticket_no
CROSS JOIN organisation o ON o.organisation_id = m.organisation_id
WHERE m.state = 0 AND m.due_at <= ?2
ORDER BY m.due_at
LIMIT ?1
