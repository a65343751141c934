-- The row of an id, live or merged away. By rowid.
SELECT contact_id, external_id, email, email_key, phone, first_name, last_name, company, email_subscribed, sms_subscribed, source,
    created_at, updated_at, version, merged_into
FROM contact
WHERE organisation_id = ?1 AND contact_id = ?2
