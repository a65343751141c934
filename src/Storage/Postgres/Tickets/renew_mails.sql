-- Keeps the mails of a lease for longer. Those that are held are due within the lease's own time, however many others have waited for
-- longer: the range spares them (mail_outbox_due). Over all organisations.
UPDATE mail_outbox SET due_at = $2 WHERE state = 0 AND due_at > $2::timestamptz - interval '1 minute' AND lease = $1;
