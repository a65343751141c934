-- Removes IP addresses and user agents from the evidence of some entries of the history (contact_event_at).
UPDATE contact_event SET evidence = nullif((evidence::jsonb - 'ip' - 'userAgent')::text, '{}')
WHERE organisation_id = $1 AND at <= timestamptz 'epoch' + $3::bigint * interval '1 microsecond' AND at < $4
    AND at >= timestamptz 'epoch' + $2::bigint * interval '1 microsecond'
    AND evidence IS NOT NULL AND evidence::jsonb ?| ARRAY['ip', 'userAgent']
