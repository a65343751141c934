-- The mails of several tickets, a JSON array of numbers, and their copies (mail_ticket, mail_pkey).
WITH own AS (
    SELECT m.mail_id, m.digest_id FROM json_array_elements_text($2) AS t(number)
    CROSS JOIN LATERAL (
        SELECT m.mail_id, m.digest_id FROM mail m
        WHERE m.organisation_id = $1 AND m.kind = 'ticket' AND CAST(m.data ->> 'ticket' AS bigint) = t.number::bigint OFFSET 0
    ) m
)
SELECT mail_id, digest_id FROM own
UNION ALL
SELECT c.mail_id, c.digest_id FROM own
CROSS JOIN LATERAL (
    SELECT c.mail_id, c.digest_id FROM mail c
    WHERE c.organisation_id = $1 AND c.mail_id > own.mail_id || '.' AND c.mail_id < own.mail_id || '/' AND c.kind = 'ticket-copy' OFFSET 0
) c
