-- When and through what each consent was set last, by the newest entry that names it in the histories of a contact and of all that were merged
-- into it (contact_merged_into, contact_event_pkey).
WITH RECURSIVE family AS (
    SELECT $2::bigint AS contact_id
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id
)
SELECT consent.name, e.at, e.source
FROM (VALUES ('emailSubscribed'), ('smsSubscribed')) consent (name)
CROSS JOIN LATERAL (
    SELECT newest.at, newest.source
    FROM family
    CROSS JOIN LATERAL (
        SELECT * FROM contact_event n
        WHERE n.organisation_id = $1 AND n.contact_id = family.contact_id AND n.after -> consent.name IS NOT NULL
        ORDER BY n.event_id DESC
        LIMIT 1
    ) newest
    ORDER BY newest.event_id DESC
    LIMIT 1
) e
