-- Holds a mail until a digest, where its lease is still held (primary key).
UPDATE mail_outbox SET state = 3, lease = NULL, due_at = $4
WHERE organisation_id = $1 AND ticket_no = $2 AND lease = $3 AND state = 0
