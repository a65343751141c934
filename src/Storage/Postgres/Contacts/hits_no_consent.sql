-- Without a consent that says anything (consent_pkey).
AND NOT EXISTS (
    SELECT FROM consent k
    WHERE k.organisation_id = $1 AND k.channel = 0 AND k.address = email_key AND k.state <> 0
        AND (k.state = 1 AND k.expires_at <= $13 AND k.withdrawn_at IS NULL) IS NOT TRUE)
