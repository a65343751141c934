-- The tickets of a contact and of all that were merged into it, newest first (contact_merged_into, ticket_contact).
WITH RECURSIVE family AS (
    SELECT $2::bigint AS contact_id
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id
)
SELECT t.external_id, t.ticket_no, o.slug, t.subject, t.status
FROM family
JOIN ticket t ON t.organisation_id = $1 AND t.contact_id = family.contact_id
JOIN organisation o ON o.organisation_id = $1
ORDER BY t.ticket_no DESC
LIMIT 100
