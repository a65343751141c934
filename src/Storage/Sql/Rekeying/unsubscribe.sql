-- Ends the subscription of a contact whose new canonical address somebody had said "no" to (primary keys).
UPDATE contact SET email_subscribed = $4, version = version + 1
WHERE organisation_id = $1 AND contact_id = $2 AND email_subscribed
    AND EXISTS (SELECT 1 FROM consent k WHERE k.organisation_id = $1 AND k.channel = 0 AND k.address = $3 AND k.state IN (4, 5))
