-- The consents of many addresses and numbers, a JSON array of pairs of channel and address (primary key).
SELECT k.organisation_id, k.channel, k.address, k.consent_id, k.state, k.sequence, k.version, k.requested_at, k.confirmed_at,
    k.withdrawn_at, k.expires_at, k.source, k.actor, k.evidence, k.held, k.mails, k.is_hold_noted, k.sign_up
FROM json_array_elements($2) AS i(pair)
CROSS JOIN LATERAL (
    SELECT k.* FROM consent k
    WHERE k.organisation_id = $1 AND k.channel = (i.pair ->> 0)::int AND k.address = i.pair ->> 1 OFFSET 0
) k
