-- The consent of an address or number (primary key).
SELECT organisation_id, channel, address, consent_id, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
    source, actor, evidence, held, mails, is_hold_noted, sign_up
FROM consent WHERE organisation_id = $1 AND channel = $2 AND address = $3
