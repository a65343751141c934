-- What came of mails (mail_outbox_pkey). A mail that was sent (1) is sent whoever holds it; anything else needs the lease. What a digest
-- comes to in the end is true of all mails in it (mail_outbox_digest).
WITH reported AS (
    UPDATE mail_outbox m
    SET state = r.state, attempts = m.attempts + r.counted, due_at = r.due_at, lease = NULL,
        note = CASE WHEN r.counted = 1 THEN r.note ELSE m.note END, recipient = coalesce(r.sent_to, m.recipient)
    FROM unnest($1::int[], $2::bigint[], $3::text[], $4::smallint[], $5::int[], $6::timestamptz[], $7::text[], $8::text[])
        AS r (organisation_id, ticket_no, lease, state, counted, due_at, note, sent_to)
    WHERE m.organisation_id = r.organisation_id AND m.ticket_no = r.ticket_no AND m.state <> 1 AND (r.state = 1 OR m.lease = r.lease)
    RETURNING m.organisation_id, m.ticket_no, m.digest_no, m.state, m.note, m.recipient
)
UPDATE mail_outbox m SET state = d.state, note = d.note, recipient = d.recipient
FROM reported d
WHERE d.digest_no = d.ticket_no AND d.state <> 0 AND m.organisation_id = d.organisation_id AND m.digest_no = d.ticket_no AND m.state = 3;
