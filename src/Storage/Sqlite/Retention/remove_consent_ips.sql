-- Removes IP addresses and user agents from the evidence of some consents, by the primary key, if their last act is old enough.
UPDATE consent SET evidence = nullif(json_remove(evidence, '$.ip', '$.userAgent'), '{}')
WHERE organisation_id = ?1 AND consent_id > ?2 AND consent_id <= ?3
    AND max(coalesce(requested_at, 0), coalesce(confirmed_at, 0), coalesce(withdrawn_at, 0)) < ?4
    AND (evidence ->> 'ip' IS NOT NULL OR evidence ->> 'userAgent' IS NOT NULL)
