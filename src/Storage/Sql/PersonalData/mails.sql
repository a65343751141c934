-- Mails to an address, but those of tickets, which are for the staff (mail_recipient, mail_by_recipient).
SELECT queued_at, kind, recipient, CAST(data AS text), note,
    CASE state WHEN 1 THEN 'sent' WHEN 2 THEN 'failed' WHEN 3 THEN 'held' WHEN 4 THEN 'dropped' ELSE 'queued' END
FROM mail WHERE organisation_id = $1 AND recipient = $2 AND kind NOT IN ('ticket', 'digest') ORDER BY queued_at
