-- Since when the oldest mail of an organisation waits (mail_waiting_of).
SELECT queued_at FROM mail WHERE organisation_id = $1 AND state = 0 ORDER BY queued_at LIMIT 1
