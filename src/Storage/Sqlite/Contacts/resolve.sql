-- The id of the live contact behind an external id, over any number of merges. By contact_by_external_id, then by rowid.
WITH RECURSIVE chain (contact_id, merged_into) AS (
    SELECT contact_id, merged_into FROM contact WHERE organisation_id = ?1 AND external_id = ?2
    UNION ALL
    SELECT next.contact_id, next.merged_into
    FROM chain JOIN contact next ON next.organisation_id = ?1 AND next.contact_id = chain.merged_into
)
SELECT contact_id FROM chain WHERE merged_into IS NULL
