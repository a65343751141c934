-- Keeps the mails of a lease for longer. Those that are held are due within the lease's own time, however many others have waited for
-- longer: the range spares them (mail_due). Over all organisations.
UPDATE mail SET due_at = $2
WHERE state = 0 AND priority IN (0, 1) AND due_at > $2::timestamptz - interval '1 minute' AND lease = $1;
