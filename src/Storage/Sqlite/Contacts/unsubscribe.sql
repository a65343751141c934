-- Ends the subscription to text messages of every contact of a number (contact_sms_subscriber).
UPDATE contact SET sms_subscribed = 0, version = version + 1, updated_at = ?3
WHERE organisation_id = ?1 AND phone = ?2 AND sms_subscribed AND merged_into IS NULL
RETURNING contact_id
