-- Removes IP addresses and user agents from the evidence of some consents (consent_by_id), if their last act is old enough.
UPDATE consent SET evidence = nullif((evidence::jsonb - 'ip' - 'userAgent')::text, '{}')
WHERE organisation_id = $1 AND consent_id > $2 AND consent_id <= $3
    AND coalesce(greatest(requested_at, confirmed_at, withdrawn_at), timestamptz 'epoch') < $4
    AND evidence IS NOT NULL AND evidence::jsonb ?| ARRAY['ip', 'userAgent']
