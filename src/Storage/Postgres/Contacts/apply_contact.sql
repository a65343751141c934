-- Writes one image over the row whose version was read (contact_pkey).
UPDATE contact SET email = $4, email_key = $5, email_folded = $6, phone = $7, first_name = $8, last_name = $9, company = $10,
    first_name_folded = $11, last_name_folded = $12, company_folded = $13, email_subscribed = $14, sms_subscribed = $15, source = $16,
    updated_at = $17, merged_into = $18, version = version + 1
WHERE organisation_id = $1 AND contact_id = $2 AND version = $3;
