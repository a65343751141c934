-- All live contacts of an organisation by id, or those that a search or filters find (put in, with the parameters of list_filtered.sql),
-- with the consents of address and number, and groups: every contact is read, so that the planner chooses between contact_pkey with
-- consent_pkey and whole tables.
SELECT c.{contact}, k.state, k.requested_at, k.confirmed_at, k.withdrawn_at, k.expires_at, s.state, s.withdrawn_at, s.expires_at,
    ARRAY(SELECT m.group_id FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id ORDER BY m.group_id)
FROM contact c
LEFT JOIN consent k ON k.organisation_id = $1 AND k.channel = 0 AND k.address = c.email_key
LEFT JOIN consent s ON s.organisation_id = $1 AND s.channel = 1 AND s.address = c.phone
WHERE c.organisation_id = $1 AND c.merged_into IS NULL{chosen}
ORDER BY c.contact_id
