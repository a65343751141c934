-- Holds a mail until a digest, where its lease is still held (primary key).
UPDATE mail SET state = 3, lease = NULL, due_at = $4
WHERE organisation_id = $1 AND mail_id = $2 AND lease = $3 AND state = 0
