-- The key of hashes (primary key). It belongs to no organisation.
SELECT secret FROM suppression_key WHERE organisation_id = 0
