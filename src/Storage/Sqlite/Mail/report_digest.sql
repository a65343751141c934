-- What a digest came to in the end is true of all mails in it. By mail_by_id and mail_by_digest.
UPDATE mail SET state = d.state, note = d.note, recipient = d.recipient
FROM mail d
WHERE d.organisation_id = ?1 AND d.mail_id = ?2 AND d.kind = 'digest' AND d.state <> 0
    AND mail.organisation_id = ?1 AND mail.digest_id = ?2 AND mail.state = 3
