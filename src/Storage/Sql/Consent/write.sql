-- Writes a consent over the version that was read ($7; 0: none was there); changes no row where it is another one by now (primary key).
INSERT INTO consent (organisation_id, channel, address, state, sequence, requested_at, confirmed_at, withdrawn_at, expires_at, source,
    actor, evidence, held, mails, is_hold_noted, sign_up)
SELECT $1, $2, $3, $4, $5, $6, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
WHERE $7 = 0 OR EXISTS (SELECT 1 FROM consent WHERE organisation_id = $1 AND channel = $2 AND address = $3)
ON CONFLICT (organisation_id, channel, address) DO UPDATE SET state = excluded.state, sequence = excluded.sequence,
    requested_at = excluded.requested_at, confirmed_at = excluded.confirmed_at, withdrawn_at = excluded.withdrawn_at,
    expires_at = excluded.expires_at, source = excluded.source, actor = excluded.actor, evidence = excluded.evidence, held = excluded.held,
    mails = excluded.mails, is_hold_noted = excluded.is_hold_noted, sign_up = excluded.sign_up, version = consent.version + 1
WHERE consent.version = $7
