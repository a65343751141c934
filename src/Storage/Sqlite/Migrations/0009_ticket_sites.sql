-- Forms are counted by the /48 of an IPv6 address too, and by their text where they are no spam alone.
ALTER TABLE ticket ADD site TEXT;
CREATE INDEX ticket_by_site ON ticket (organisation_id, site, created_at) WHERE site IS NOT NULL;
DROP INDEX ticket_by_text;
CREATE INDEX ticket_by_text ON ticket (organisation_id, text_hash, created_at) WHERE status <> 4;
