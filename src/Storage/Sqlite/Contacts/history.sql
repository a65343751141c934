-- The history of a contact and of all that were merged into it, newest first. By contact_merged and contact_event_by_contact.
WITH RECURSIVE family (contact_id) AS (
    SELECT ?2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = ?1 AND c.merged_into = family.contact_id
)
SELECT e.at, e.kind, e.source, e.actor, e.reason, e.before, e.after
FROM family CROSS JOIN contact_event e ON e.organisation_id = ?1 AND e.contact_id = family.contact_id
ORDER BY e.at DESC, e.event_id DESC
