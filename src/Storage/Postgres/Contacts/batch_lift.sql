-- Ends the suppression of addresses and numbers whose contacts a batch has made (suppression_pkey, contact_pkey).
DELETE FROM suppression s
USING unnest($1::int[], $2::bigint[], $3::bytea[]) AS i(organisation_id, contact_id, hash)
WHERE s.organisation_id = i.organisation_id AND s.hash = i.hash AND EXISTS (
    SELECT FROM contact c WHERE c.organisation_id = i.organisation_id AND c.contact_id = i.contact_id)
