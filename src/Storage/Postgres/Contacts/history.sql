-- The history of a contact and of all that were merged into it, newest first (contact_merged_into, contact_event_pkey).
WITH RECURSIVE family AS (
    SELECT $2::bigint AS contact_id
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id
)
SELECT e.at, e.kind, e.source, e.actor, e.reason, e.before::text, e.after::text
FROM family JOIN contact_event e ON e.organisation_id = $1 AND e.contact_id = family.contact_id
ORDER BY e.at DESC, e.event_id DESC;
