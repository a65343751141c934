-- Gives the new canonical form of an address the consent of the old one, where nobody had said "no" to it (primary key of consent).
UPDATE consent SET state = o.state, requested_at = o.requested_at, confirmed_at = o.confirmed_at, withdrawn_at = o.withdrawn_at,
    expires_at = o.expires_at, source = o.source, actor = o.actor, evidence = o.evidence, held = o.held, sign_up = o.sign_up,
    version = consent.version + 1
FROM consent o
WHERE consent.organisation_id = $1 AND consent.channel = 0 AND consent.address = $3 AND consent.state NOT IN (4, 5)
    AND o.organisation_id = $1 AND o.channel = 0 AND o.address = $2
