-- The consent of an address or number (consent's primary key, consent_by_address).
SELECT requested_at, CASE channel WHEN 0 THEN 'email' ELSE 'sms' END, address,
    CASE state WHEN 1 THEN 'pending' WHEN 2 THEN 'given' WHEN 3 THEN 'confirmed' WHEN 4 THEN 'withdrawn'
        WHEN 5 THEN 'suppressed' ELSE 'none' END,
    source, confirmed_at, withdrawn_at, expires_at, evidence, held
FROM consent WHERE organisation_id = $1 AND channel = $2 AND address = $3
