-- The consents of all organisations after an id, by the primary key. Their times change: whether one is old enough is looked at where it is
-- changed.
SELECT consent_id, 0 FROM consent WHERE consent_id > ?2 ORDER BY consent_id LIMIT ?3
