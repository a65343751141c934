-- What a digest came to in the end (sent or failed) is true of all mails in it. By mail_outbox_digest.
UPDATE mail_outbox SET state = d.state, note = d.note, recipient = d.recipient
FROM mail_outbox d
WHERE d.organisation_id = ?1 AND d.ticket_no = ?2 AND d.digest_no = ?2 AND d.state IN (1, 2)
    AND mail_outbox.organisation_id = ?1 AND mail_outbox.digest_no = ?2 AND mail_outbox.state = 3
