-- Adds a request unless the same one is open (erasure_request_open).
INSERT INTO erasure_request (organisation_id, contact_id, kind, requested_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, contact_id, kind) WHERE state = 0 DO NOTHING
