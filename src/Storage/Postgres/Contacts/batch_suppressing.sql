-- Those of a batch's organisations that have suppressed anything (suppression_pkey), nearly always none, with the key of the hashes.
SELECT o.organisation_id, k.secret
FROM unnest($1::int[]) AS o(organisation_id)
CROSS JOIN suppression_key k
WHERE k.organisation_id = 0 AND EXISTS (SELECT FROM suppression s WHERE s.organisation_id = o.organisation_id)
