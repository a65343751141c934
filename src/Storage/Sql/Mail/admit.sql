-- A mail that was counted and may go out (primary key).
UPDATE mail SET is_counted = true WHERE organisation_id = $1 AND mail_id = $2
