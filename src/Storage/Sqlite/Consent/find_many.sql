-- The consents of many addresses and numbers, a JSON array of pairs of channel and address (primary key).
SELECT k.organisation_id, k.channel, k.address, k.consent_id, k.state, k.sequence, k.version, k.requested_at, k.confirmed_at,
    k.withdrawn_at, k.expires_at, k.source, k.actor, k.evidence, k.held, k.mails, k.is_hold_noted, k.sign_up
FROM json_each(?2) AS i
CROSS JOIN consent k
    ON k.organisation_id = ?1 AND k.channel = json_extract(i.value, '$[0]') AND k.address = json_extract(i.value, '$[1]')
