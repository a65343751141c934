-- Removes recipient and note of a mail, and what it says but the number of a ticket. One that is still to be sent loses its note alone
-- (mail_pkey, mail_by_id).
UPDATE mail SET recipient = CASE WHEN state IN (0, 3) THEN recipient ELSE '' END, note = NULL,
    data = CASE WHEN state IN (0, 3) OR kind IN ('ticket', 'ticket-copy') THEN data ELSE '{}' END
WHERE organisation_id = $1 AND mail_id = $2
