-- The live contacts of a phone that are subscribed to text messages (contact_sms_subscriber).
SELECT contact_id FROM contact
WHERE organisation_id = $1 AND phone = $2 AND sms_subscribed AND merged_into IS NULL ORDER BY contact_id
