-- By what rows of an import find their contacts (0 address, 1 number), and what its columns mean where the sender says so (JSON).
ALTER TABLE import_job ADD match INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD mapping TEXT;

-- Rows of imports look for contacts by their number.
CREATE INDEX contact_phone ON contact (organisation_id, phone) WHERE phone IS NOT NULL AND merged_into IS NULL;
