-- The contact of an id, or the survivor it was merged into, over any number of merges. By rowid.
WITH RECURSIVE chain (contact_id, merged_into) AS (
    SELECT contact_id, merged_into FROM contact WHERE organisation_id = ?1 AND contact_id = ?2
    UNION ALL
    SELECT next.contact_id, next.merged_into
    FROM chain JOIN contact next ON next.organisation_id = ?1 AND next.contact_id = chain.merged_into
)
SELECT c.contact_id, c.external_id, c.email, c.email_key, c.phone, c.first_name, c.last_name, c.company,
    c.email_subscribed, c.sms_subscribed, c.source,
    c.created_at, c.updated_at, c.version, c.merged_into
FROM chain JOIN contact c ON c.organisation_id = ?1 AND c.contact_id = chain.contact_id
WHERE chain.merged_into IS NULL
