-- A mail that was counted and may go out (primary key).
UPDATE mail_outbox SET is_counted = true WHERE organisation_id = $1 AND ticket_no = $2
