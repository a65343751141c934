-- The mails of several tickets, a JSON array of numbers, and their copies (mail_by_ticket, mail_by_id).
WITH own AS MATERIALIZED (
    SELECT m.mail_id, m.digest_id FROM json_each(?2) t
    CROSS JOIN mail m ON m.organisation_id = ?1 AND m.kind = 'ticket' AND CAST(m.data ->> 'ticket' AS bigint) = t.value
)
SELECT mail_id, digest_id FROM own
UNION ALL
SELECT c.mail_id, c.digest_id FROM own
CROSS JOIN mail c ON c.organisation_id = ?1 AND c.mail_id > own.mail_id || '.' AND c.mail_id < own.mail_id || '/' AND c.kind = 'ticket-copy'
