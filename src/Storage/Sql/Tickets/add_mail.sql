-- Queues the mail of a ticket, unless it has one (primary key).
INSERT INTO mail_outbox (organisation_id, ticket_no, mail_id, recipient, queued_at, due_at, trace_parent)
VALUES ($1, $2, $3, $4, $5, $5, $6)
ON CONFLICT (organisation_id, ticket_no) DO NOTHING
