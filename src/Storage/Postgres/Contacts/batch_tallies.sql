-- Counts the sign-ups of a batch that write nothing else, and acts by links.
INSERT INTO sign_up_tally (organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[],
    $11::int[]);
