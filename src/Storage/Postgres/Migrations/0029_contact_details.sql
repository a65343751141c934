-- The id that an integrator gives a contact, unique among the live ones, and what else integrators keep with it. Contacts without them are
-- in neither index.
ALTER TABLE contact ADD foreign_id text COLLATE "C";
ALTER TABLE contact ADD attributes jsonb;
CREATE UNIQUE INDEX contact_foreign_id ON contact (organisation_id, foreign_id) WHERE merged_into IS NULL AND foreign_id IS NOT NULL;
CREATE INDEX contact_attributes ON contact USING gin (organisation_id, attributes jsonb_path_ops)
    WHERE merged_into IS NULL AND attributes IS NOT NULL;

CREATE OR REPLACE VIEW contact_image AS
SELECT c.organisation_id, c.contact_id, c.external_id, c.email, c.email_key, c.phone, c.first_name, c.last_name, c.company,
    c.email_subscribed, c.sms_subscribed, c.source, c.created_at, c.updated_at, c.version, c.merged_into,
    ARRAY(SELECT m.group_id FROM contact_group_member m
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id) AS group_ids,
    ARRAY(SELECT g.name FROM contact_group_member m
        JOIN contact_group g ON g.organisation_id = m.organisation_id AND g.group_id = m.group_id
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id) AS group_names,
    c.foreign_id, c.attributes::text AS attributes
FROM contact c;
