-- Writes one image over the row whose version was read (contact_pkey).
UPDATE contact SET email = $4, email_key = $5, email_folded = $6, phone = $7, email_subscribed = $8, sms_subscribed = $9, source = $10,
    updated_at = $11, merged_into = $12, version = version + 1, ({profile_folded}) = ROW({profile_folded $13})
WHERE organisation_id = $1 AND contact_id = $2 AND version = $3;
