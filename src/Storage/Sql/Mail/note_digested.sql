-- Notes that nothing is held of an hour any more (primary key).
UPDATE mail_quota SET has_held = false WHERE organisation_id = $1 AND recipient = $2 AND hour = $3
