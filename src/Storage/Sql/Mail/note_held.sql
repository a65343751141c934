-- Notes that mails to a recipient are held until the end of an hour (primary key).
UPDATE mail_quota SET has_held = true WHERE organisation_id = $1 AND recipient = $2 AND hour = $3
