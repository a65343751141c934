-- Writes name and settings over the version that was read (organisation_pkey).
UPDATE organisation SET name = $2, settings = $3, version = version + 1 WHERE organisation_id = $1 AND version = $4;
