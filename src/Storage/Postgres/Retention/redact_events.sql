-- Leaves kind and time of some entries of the history (contact_event_at).
UPDATE contact_event SET source = NULL, actor = NULL, reason = NULL, before = NULL, after = NULL, evidence = NULL
WHERE organisation_id = $1 AND at <= timestamptz 'epoch' + $3::bigint * interval '1 microsecond' AND at < $4
    AND at >= timestamptz 'epoch' + $2::bigint * interval '1 microsecond'
