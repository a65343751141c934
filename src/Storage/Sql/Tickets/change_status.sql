-- A new status, where the ticket still has the one it begins with (unique index of numbers).
UPDATE ticket SET status = $4, updated_at = $5, contact_id = coalesce(contact_id, $6), mail_note = coalesce($7, mail_note)
WHERE organisation_id = $1 AND ticket_no = $2 AND status = $3
