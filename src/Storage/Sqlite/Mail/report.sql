-- What came of a mail. A mail that was sent (1) is sent whoever holds it; anything else needs the lease. By mail_by_id.
UPDATE mail
SET state = ?4, attempts = attempts + ?5, due_at = ?6, lease = NULL, note = CASE WHEN ?5 = 1 THEN ?7 ELSE note END,
    recipient = coalesce(?8, recipient)
WHERE organisation_id = ?1 AND mail_id = ?2 AND state <> 1 AND (?4 = 1 OR lease = ?3)
