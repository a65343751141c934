-- The consents after an id (consent_by_id). Their times change: whether one is old enough is looked at where it is changed.
SELECT consent_id, timestamptz 'epoch' FROM consent WHERE organisation_id = $1 AND consent_id > $2 ORDER BY consent_id LIMIT $3
