-- Locks the consents of change sets in the order of the rows and gives their versions (consent_pkey).
SELECT k.organisation_id, k.channel, k.address, k.version
FROM unnest($1::int[], $2::int[], $3::text[]) AS i(organisation_id, channel, address)
CROSS JOIN LATERAL (
    SELECT k.organisation_id, k.channel, k.address, k.version FROM consent k
    WHERE k.organisation_id = i.organisation_id AND k.channel = i.channel AND k.address = i.address FOR UPDATE
) k;
