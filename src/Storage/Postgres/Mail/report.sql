-- What came of mails (mail_pkey). A mail that was sent (1) is sent whoever holds it; anything else needs the lease. What a digest comes to
-- in the end is true of all mails in it (mail_digest).
WITH reported AS (
    UPDATE mail m
    SET state = r.state, attempts = m.attempts + r.counted, due_at = r.due_at, lease = NULL,
        note = CASE WHEN r.counted = 1 THEN r.note ELSE m.note END, recipient = coalesce(r.sent_to, m.recipient)
    FROM unnest($1::int[], $2::text[], $3::text[], $4::smallint[], $5::int[], $6::timestamptz[], $7::text[], $8::text[])
        AS r (organisation_id, mail_id, lease, state, counted, due_at, note, sent_to)
    WHERE m.organisation_id = r.organisation_id AND m.mail_id = r.mail_id AND m.state <> 1 AND (r.state = 1 OR m.lease = r.lease)
    RETURNING m.organisation_id, m.mail_id, m.kind, m.state, m.note, m.recipient
)
UPDATE mail m SET state = d.state, note = d.note, recipient = d.recipient
FROM reported d
WHERE d.kind = 'digest' AND d.state <> 0 AND m.organisation_id = d.organisation_id AND m.digest_id = d.mail_id AND m.state = 3;
