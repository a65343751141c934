-- Queues a mail, unless there is one with its id (primary key), or another one of its ticket (mail_ticket, mail_by_ticket).
INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, queued_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
ON CONFLICT DO NOTHING
