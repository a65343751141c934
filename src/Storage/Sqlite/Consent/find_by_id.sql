-- The consent that a link names (primary key).
SELECT organisation_id, channel, address, consent_id, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at,
    source, actor, evidence, held, mails, is_hold_noted, sign_up
FROM consent WHERE organisation_id = ?1 AND consent_id = ?2
