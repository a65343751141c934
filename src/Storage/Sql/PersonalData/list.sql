-- The newest requests below an id (erasure_request's primary key, erasure_request_newest).
SELECT r.request_id, r.kind, r.state, r.requested_at, r.decided_at, c.external_id, coalesce(c.email, c.phone, '')
FROM erasure_request r JOIN contact c ON c.organisation_id = r.organisation_id AND c.contact_id = r.contact_id
WHERE r.organisation_id = $1 AND r.request_id < $2 ORDER BY r.request_id DESC LIMIT $3
