-- Leases a mail. By the primary key.
UPDATE mail_outbox SET lease = ?3, due_at = ?4 WHERE organisation_id = ?1 AND ticket_no = ?2
