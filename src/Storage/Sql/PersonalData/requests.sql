-- What a contact has asked for about its data (erasure_request's primary key, erasure_request_newest).
SELECT requested_at, CASE kind WHEN 0 THEN 'copy' ELSE 'erasure' END,
    CASE state WHEN 1 THEN 'granted' WHEN 2 THEN 'declined' ELSE 'open' END, decided_at
FROM erasure_request WHERE organisation_id = $1 AND contact_id = $2 ORDER BY request_id
