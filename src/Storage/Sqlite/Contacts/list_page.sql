-- A page of live contacts. Its tables, filters and order are those in use: ContactListSql names the index of each.
SELECT c.contact_id, c.external_id, c.email, c.email_key, c.phone, c.first_name, c.last_name, c.company,
    c.email_subscribed, c.sms_subscribed, c.source,
    c.created_at, c.updated_at, c.version, c.merged_into
FROM {from}
WHERE c.organisation_id = ?1 AND c.merged_into IS NULL{where}
ORDER BY {order}
LIMIT ?2 OFFSET ?3
