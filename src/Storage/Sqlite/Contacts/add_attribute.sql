-- Lets an attribute find a contact.
INSERT OR IGNORE INTO contact_attribute (organisation_id, contact_id, term) VALUES (?1, ?2, ?3)
