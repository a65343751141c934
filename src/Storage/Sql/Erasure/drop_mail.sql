-- Removes a mail that was not sent, unless the staff waits for it (mail_pkey, mail_by_id).
DELETE FROM mail WHERE organisation_id = $1 AND mail_id = $2 AND kind = 'confirmation' AND state IN (0, 3)
