-- Decides an open request (erasure_request's primary key).
UPDATE erasure_request SET state = $3, decided_at = $4 WHERE organisation_id = $1 AND request_id = $2 AND state = 0
