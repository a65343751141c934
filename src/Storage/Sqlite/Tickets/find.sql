-- The ticket of a number, or of an external id (?3) where no number (?2) is given, with its live contact and its mail. By
-- ticket_by_number and ticket_by_external_id.
SELECT t.external_id, t.ticket_no, o.slug, t.subject, t.status, t.category, t.email, t.phone, t.country, t.score, t.created_at,
    t.updated_at, (
    WITH RECURSIVE chain (contact_id, merged_into) AS (
        SELECT c.contact_id, c.merged_into FROM contact c WHERE c.organisation_id = t.organisation_id AND c.contact_id = t.contact_id
        UNION
        SELECT c.contact_id, c.merged_into FROM chain
        CROSS JOIN contact c ON c.organisation_id = t.organisation_id AND c.contact_id = chain.merged_into
    )
    SELECT contact_id FROM chain WHERE merged_into IS NULL), t.message, t.notice, t.first_name, t.last_name, t.ip, t.reasons, t.send_to,
    m.recipient, m.state, m.attempts, t.mail_note, m.note
FROM ticket t
CROSS JOIN organisation o ON o.organisation_id = t.organisation_id
LEFT JOIN mail m ON m.organisation_id = t.organisation_id AND m.kind = 'ticket' AND CAST(m.data ->> 'ticket' AS bigint) = t.ticket_no
WHERE t.organisation_id = ?1
    AND t.ticket_no = coalesce(?2, (SELECT n.ticket_no FROM ticket n WHERE n.organisation_id = ?1 AND n.external_id = ?3))
