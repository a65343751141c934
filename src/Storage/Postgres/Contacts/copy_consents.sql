-- Consents of addresses and numbers of which nothing was known. Where something is by now the transaction begins again.
COPY consent (organisation_id, channel, address, state, sequence, version, requested_at, confirmed_at, withdrawn_at, expires_at, source,
    actor, evidence, held, mails, is_hold_noted, sign_up) FROM STDIN (FORMAT BINARY)
