-- The contact of an id, or the survivor it was merged into, over any number of merges. By rowid.
WITH RECURSIVE chain (contact_id, merged_into) AS (
    SELECT contact_id, merged_into FROM contact WHERE organisation_id = ?1 AND contact_id = ?2
    UNION ALL
    SELECT next.contact_id, next.merged_into
    FROM chain JOIN contact next ON next.organisation_id = ?1 AND next.contact_id = chain.merged_into
)
SELECT c.{contact}
FROM chain JOIN contact c ON c.organisation_id = ?1 AND c.contact_id = chain.contact_id
WHERE chain.merged_into IS NULL
