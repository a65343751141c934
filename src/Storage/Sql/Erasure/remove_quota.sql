-- Removes the counts of mails to an address for which nothing is held (mail_quota's primary key).
DELETE FROM mail_quota WHERE organisation_id = $1 AND recipient = $2 AND NOT has_held
