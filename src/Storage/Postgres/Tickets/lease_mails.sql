-- Leases mails that are due, the longest due first (mail_outbox_due), past those that another dispatcher is taking at the moment. Over all
-- organisations.
WITH due AS MATERIALIZED (
    SELECT organisation_id, ticket_no FROM mail_outbox
    WHERE state = 0 AND due_at <= $2
    ORDER BY due_at LIMIT $1
    FOR UPDATE SKIP LOCKED
),
leased AS (
    UPDATE mail_outbox m SET lease = $3, due_at = $4 FROM due d
    WHERE m.organisation_id = d.organisation_id AND m.ticket_no = d.ticket_no
    RETURNING m.organisation_id, m.ticket_no, m.mail_id, m.recipient, m.queued_at, m.attempts, m.trace_parent, m.is_counted,
        m.digest_no
)
SELECT l.organisation_id, l.ticket_no, l.mail_id, l.recipient, l.queued_at, l.attempts, o.slug, t.subject, t.message, t.category, t.email,
    t.phone, t.first_name, t.last_name, l.trace_parent, l.is_counted, l.digest_no
FROM leased l
JOIN ticket t ON t.organisation_id = l.organisation_id AND t.ticket_no = l.ticket_no
JOIN organisation o ON o.organisation_id = l.organisation_id;
