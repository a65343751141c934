-- The mails to an address (mail_recipient, mail_by_recipient).
SELECT mail_id, digest_id FROM mail WHERE organisation_id = $1 AND recipient = $2
