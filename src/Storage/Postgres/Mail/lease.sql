-- Leases mails that are due, past those that another dispatcher is taking at the moment: the longest due first, where urgent ones (priority
-- 0) count as due for the head start $5 longer. Each priority is read in the order of the index (mail_due). Over all organisations.
WITH urgent AS MATERIALIZED (
    SELECT organisation_id, mail_id, due_at - $5::interval AS turn FROM mail
    WHERE state = 0 AND priority = 0 AND due_at <= $2
    ORDER BY due_at LIMIT $1
    FOR UPDATE SKIP LOCKED
),
usual AS MATERIALIZED (
    SELECT organisation_id, mail_id, due_at AS turn FROM mail
    WHERE state = 0 AND priority = 1 AND due_at <= $2
    ORDER BY due_at LIMIT $1
    FOR UPDATE SKIP LOCKED
),
due AS MATERIALIZED (
    SELECT organisation_id, mail_id FROM (SELECT * FROM urgent UNION ALL SELECT * FROM usual) AS either ORDER BY turn LIMIT $1
)
UPDATE mail m SET lease = $3, due_at = $4 FROM due d
WHERE m.organisation_id = d.organisation_id AND m.mail_id = d.mail_id
RETURNING m.organisation_id, m.mail_id, m.kind, m.recipient, m.data::text, m.queued_at, m.attempts, m.trace_parent, m.is_counted;
