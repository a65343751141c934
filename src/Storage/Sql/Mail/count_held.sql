-- How many mails of a recipient were held until a time, and one of them (mail_held).
SELECT count(*), min(mail_id) FROM mail
WHERE organisation_id = $1 AND recipient = $2 AND due_at <= $3 AND state = 3 AND digest_id IS NULL
