-- The consent that a new contact gives, of whose address nothing was known. What Consent/write.sql would do as well: nearly all sign-ups
-- come this way.
INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor, evidence, sign_up)
VALUES (?1, 0, ?2, 2, ?3, ?4, ?5, ?6, ?7)
