-- Pending consents of an organisation that were asked for before a moment (consent_pending).
SELECT organisation_id, channel, address, consent_id, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
    source, actor, evidence, held, mails, is_hold_noted, sign_up
FROM consent WHERE state = 1 AND organisation_id = $1 AND requested_at < $2 LIMIT $3
