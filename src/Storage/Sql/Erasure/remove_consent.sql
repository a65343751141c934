-- Removes a consent (consent_by_id, primary key).
DELETE FROM consent WHERE organisation_id = $1 AND consent_id = $2
