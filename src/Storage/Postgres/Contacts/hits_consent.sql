-- With the consents of a state, which are looked through (consent_pkey, of the pending ones consent_pending) unless there are too many. A
-- pending one that has lapsed is again what it was before.
AND email_key IN (
    SELECT k.address FROM consent k
    WHERE k.organisation_id = $1 AND k.channel = 0
        AND (k.state = $12 AND (k.state = 1 AND k.expires_at <= $13) IS NOT TRUE
            OR $12 = 4 AND k.state = 1 AND k.expires_at <= $13 AND k.withdrawn_at IS NOT NULL))
