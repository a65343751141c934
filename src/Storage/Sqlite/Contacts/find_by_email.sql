-- The live contact of a canonical address. By contact_by_email.
SELECT contact_id, external_id, email, email_key, phone, first_name, last_name, company, email_subscribed, sms_subscribed, source,
    created_at, updated_at, version, merged_into
FROM contact
WHERE organisation_id = ?1 AND email_key = ?2 AND merged_into IS NULL
