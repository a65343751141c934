-- The id that an integrator gives a contact, unique among the live ones, and what else integrators keep with it, as JSON.
ALTER TABLE contact ADD foreign_id TEXT;
ALTER TABLE contact ADD attributes TEXT;
CREATE UNIQUE INDEX contact_by_foreign_id ON contact (organisation_id, foreign_id) WHERE merged_into IS NULL AND foreign_id IS NOT NULL;

-- Each attribute alone, as JSON.
CREATE TABLE contact_attribute (
    organisation_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, term, contact_id)
) STRICT, WITHOUT ROWID;
