-- The tickets of a contact and of all that were merged into it, newest first. By contact_merged and ticket_by_contact.
-- CROSS JOIN keeps SQLite from starting at the tickets.
WITH RECURSIVE family (contact_id) AS (
    SELECT ?2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = ?1 AND c.merged_into = family.contact_id
)
SELECT t.external_id, t.ticket_no, o.slug, t.subject, t.status
FROM family
CROSS JOIN ticket t ON t.organisation_id = ?1 AND t.contact_id = family.contact_id
CROSS JOIN organisation o ON o.organisation_id = ?1
ORDER BY t.ticket_no DESC
LIMIT 100
