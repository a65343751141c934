-- The newest entries, below an id, of the histories of a contact and of all that were merged into it. Of no contact are more read than are
-- wanted. By contact_merged and contact_event_by_contact; CROSS JOIN keeps SQLite from starting at the events.
WITH RECURSIVE family (contact_id) AS (
    SELECT ?2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = ?1 AND c.merged_into = family.contact_id
)
SELECT e.at, e.kind, e.source, e.actor, e.reason, e.before, e.after, e.event_id, e.evidence
FROM family
CROSS JOIN contact_event e ON e.event_id IN (
    SELECT n.event_id FROM contact_event n
    WHERE n.organisation_id = ?1 AND n.contact_id = family.contact_id AND n.event_id < ?3
    ORDER BY n.event_id DESC
    LIMIT ?4
)
ORDER BY e.event_id DESC
LIMIT ?4
