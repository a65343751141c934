-- Writes name and settings over the version that was read (primary key).
UPDATE organisation SET name = $3, settings = $4, version = version + 1 WHERE organisation_id = $1 AND version = $2
