-- A contact and all that were merged into it, the first one first (contact_merged_into, contact_merged). That nobody is merged into 0, where
-- removed contacts are, tells the planner that few are found.
WITH RECURSIVE family (contact_id) AS (
    SELECT $2
    UNION
    SELECT c.contact_id FROM family JOIN contact c ON c.organisation_id = $1 AND c.merged_into = family.contact_id AND c.merged_into <> 0
)
SELECT c.{contact} FROM family CROSS JOIN contact c
WHERE c.organisation_id = $1 AND c.contact_id = family.contact_id
ORDER BY CASE c.contact_id WHEN $2 THEN 0 ELSE 1 END, c.email_key, c.contact_id
