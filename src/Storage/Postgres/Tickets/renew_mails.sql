-- Keeps the mails of a lease for longer (mail_outbox_due). Over all organisations.
UPDATE mail_outbox SET due_at = $2 WHERE state = 0 AND lease = $1;
