-- The places of a batch's hashes that are suppressed (suppression_pkey).
SELECT i.place FROM unnest($1::int[], $2::int[], $3::bytea[]) AS i(place, organisation_id, hash)
WHERE EXISTS (SELECT FROM suppression s WHERE s.organisation_id = i.organisation_id AND s.hash = i.hash)
