-- Puts the mails that were held until a time into a digest (mail_held).
UPDATE mail SET digest_id = $4
WHERE organisation_id = $1 AND recipient = $2 AND due_at <= $3 AND state = 3 AND digest_id IS NULL
