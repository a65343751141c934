-- Removes a mail of a ticket that was not sent (mail_pkey, mail_by_id).
DELETE FROM mail WHERE organisation_id = $1 AND mail_id = $2 AND state IN (0, 3)
