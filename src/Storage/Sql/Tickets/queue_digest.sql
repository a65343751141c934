-- Queues a digest: the mail of its first ticket (primary key).
UPDATE mail_outbox SET state = 0, is_counted = true, queued_at = $3, due_at = $3 WHERE organisation_id = $1 AND ticket_no = $2
