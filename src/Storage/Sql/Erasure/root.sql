-- The last contact of the chain of merges behind an external id, live or removed (contact_external_id, contact_by_external_id).
WITH RECURSIVE chain (contact_id, merged_into) AS (
    SELECT contact_id, merged_into FROM contact WHERE organisation_id = $1 AND external_id = $2
    UNION ALL
    SELECT n.contact_id, n.merged_into
    FROM chain JOIN contact n ON n.organisation_id = $1 AND n.contact_id = chain.merged_into
)
SELECT contact_id FROM chain WHERE merged_into IS NULL OR merged_into = 0
