-- A page of live contacts. Its tables, filters and order are those in use: ContactListSql names the index of each.
SELECT c.{contact}
FROM {from}
WHERE c.organisation_id = ?1 AND c.merged_into IS NULL{where}
ORDER BY {order}
LIMIT ?2 OFFSET ?3
