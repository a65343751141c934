-- The newest entries, below an id, of the histories of a contact and of all that were merged into it. Of no contact are more read than are
-- wanted (contact_merged_into, contact_event_pkey).
WITH RECURSIVE family AS (
    SELECT $2::bigint AS contact_id
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id
)
SELECT e.at, e.kind, e.source, e.actor, e.reason, e.before::text, e.after::text, e.event_id, e.evidence
FROM family
CROSS JOIN LATERAL (
    SELECT * FROM contact_event n
    WHERE n.organisation_id = $1 AND n.contact_id = family.contact_id AND n.event_id < $3
    ORDER BY n.event_id DESC
    LIMIT $4
) e
ORDER BY e.event_id DESC
LIMIT $4
