-- Queues a mail that was held alone (primary key).
UPDATE mail SET state = 0, is_counted = true, queued_at = $3, due_at = $3 WHERE organisation_id = $1 AND mail_id = $2
