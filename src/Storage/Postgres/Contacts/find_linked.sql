-- The consent that a link names (consent_by_id), the live contact of its address (contact_email_key), and the consent of that contact's
-- number (consent_pkey).
SELECT k.organisation_id, k.channel, k.address, k.consent_id, k.state, k.sequence, k.version, k.requested_at, k.confirmed_at,
    k.withdrawn_at, k.expires_at, k.source, k.actor, k.evidence, k.held, k.mails, k.is_hold_noted, k.sign_up,
    n.organisation_id, n.channel, n.address, n.consent_id, n.state, n.sequence, n.version, n.requested_at, n.confirmed_at,
    n.withdrawn_at, n.expires_at, n.source, n.actor, n.evidence, n.held, n.mails, n.is_hold_noted, n.sign_up,
    c.{contact}, c.group_ids, c.group_names
FROM consent k
LEFT JOIN LATERAL (
    SELECT * FROM contact_image c
    WHERE c.organisation_id = k.organisation_id AND c.email_key = k.address AND c.merged_into IS NULL OFFSET 0
) c ON true
LEFT JOIN consent n ON n.organisation_id = k.organisation_id AND n.channel = 1 AND n.address = c.phone
WHERE k.organisation_id = $1 AND k.consent_id = $2;
