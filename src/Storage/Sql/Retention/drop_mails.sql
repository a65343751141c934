-- Drops the mails of some tickets that were not sent (mail_ticket, mail_by_ticket). $4: the time before which the tickets are.
UPDATE mail SET state = 4, lease = NULL
WHERE organisation_id = $1 AND kind = 'ticket' AND CAST(data ->> 'ticket' AS bigint) > $2 AND CAST(data ->> 'ticket' AS bigint) <= $3
    AND state IN (0, 3) AND queued_at < $4
