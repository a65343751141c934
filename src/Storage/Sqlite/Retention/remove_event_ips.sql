-- Removes IP addresses and user agents from the evidence of some entries of the history, by the primary key.
UPDATE contact_event SET evidence = nullif(json_remove(evidence, '$.ip', '$.userAgent'), '{}')
WHERE organisation_id = ?1 AND event_id > ?2 AND event_id <= ?3 AND at < ?4
    AND (evidence ->> 'ip' IS NOT NULL OR evidence ->> 'userAgent' IS NOT NULL)
