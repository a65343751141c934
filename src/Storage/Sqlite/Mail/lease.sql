-- Leases a mail. By mail_by_id.
UPDATE mail SET lease = ?3, due_at = ?4 WHERE organisation_id = ?1 AND mail_id = ?2
