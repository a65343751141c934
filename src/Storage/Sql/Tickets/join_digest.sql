-- Puts the mails that were held until a time into a digest (mail_outbox_held).
UPDATE mail_outbox SET digest_no = $4
WHERE organisation_id = $1 AND recipient = $2 AND due_at <= $3 AND state = 3 AND digest_no IS NULL
