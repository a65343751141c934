-- A contact's open requests: to be forgotten is granted, a copy can no longer be made (erasure_request_open).
UPDATE erasure_request SET state = CASE kind WHEN 1 THEN 1 ELSE 2 END, decided_at = $3
WHERE organisation_id = $1 AND contact_id = $2 AND state = 0
