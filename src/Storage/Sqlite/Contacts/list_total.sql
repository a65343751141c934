-- How many live contacts match: the same as list_page.sql without its order.
SELECT count(*)
FROM {from}
WHERE c.organisation_id = ?1 AND c.merged_into IS NULL{where}
