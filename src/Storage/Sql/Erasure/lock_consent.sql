-- The consent of an address or number, which nobody else writes meanwhile (consent_pkey, consent_by_address).
SELECT consent_id FROM consent WHERE organisation_id = $1 AND channel = $2 AND address = $3 FOR UPDATE
