-- The live contact behind an id: the row itself (contact_pkey) or, where it was merged away, the one at the end of the chain.
WITH RECURSIVE chain AS (
    SELECT c.contact_id, c.merged_into FROM contact c WHERE c.organisation_id = $1 AND c.contact_id = $2
    UNION
    SELECT c.contact_id, c.merged_into FROM chain JOIN contact c ON c.organisation_id = $1 AND c.contact_id = chain.merged_into
)
SELECT {contact}, group_ids, group_names FROM contact_image
WHERE organisation_id = $1 AND contact_id = (SELECT contact_id FROM chain WHERE merged_into IS NULL);
