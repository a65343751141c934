-- Pending consents of any organisation whose time is over, the oldest first (consent_pending).
SELECT organisation_id, channel, address, consent_id, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
    source, actor, evidence, held, mails, is_hold_noted, sign_up
FROM consent WHERE state = 1 AND expires_at <= $1 ORDER BY expires_at LIMIT $2
