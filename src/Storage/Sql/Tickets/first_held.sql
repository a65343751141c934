-- The ticket whose mail becomes the digest of those that were held until a time (mail_outbox_held); null where none was.
SELECT min(ticket_no) FROM mail_outbox
WHERE organisation_id = $1 AND recipient = $2 AND due_at <= $3 AND state = 3 AND digest_no IS NULL
