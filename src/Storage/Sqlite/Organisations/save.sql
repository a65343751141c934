-- Name and settings, where the version is still the one that was read. By the primary key.
UPDATE organisation SET name = ?3, settings = ?4, version = version + 1 WHERE organisation_id = ?1 AND version = ?2
