-- The id of the live contact behind an external id (contact_external_id, then contact_pkey along the chain of merges).
WITH RECURSIVE chain AS (
    SELECT c.contact_id, c.merged_into FROM contact c WHERE c.organisation_id = $1 AND c.external_id = $2
    UNION
    SELECT c.contact_id, c.merged_into FROM chain JOIN contact c ON c.organisation_id = $1 AND c.contact_id = chain.merged_into
)
SELECT contact_id FROM chain WHERE merged_into IS NULL;
