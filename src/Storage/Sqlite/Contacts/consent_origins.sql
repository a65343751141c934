-- When and through what each consent was set last, by the newest entry that names it in the histories of a contact and of all that were merged
-- into it. By contact_merged and contact_event_by_contact.
WITH RECURSIVE family (contact_id) AS (
    SELECT ?2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = ?1 AND c.merged_into = family.contact_id
), consent (name) AS (VALUES ('emailSubscribed'), ('smsSubscribed'))
SELECT consent.name, e.at, e.source
FROM consent
CROSS JOIN contact_event e ON e.event_id = (
    SELECT max((
        SELECT n.event_id FROM contact_event n
        WHERE n.organisation_id = ?1 AND n.contact_id = family.contact_id AND json_type(n.after, '$.' || consent.name) IS NOT NULL
        ORDER BY n.event_id DESC
        LIMIT 1
    ))
    FROM family
)
