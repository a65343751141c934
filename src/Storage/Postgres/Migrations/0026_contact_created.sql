-- Contacts by when they were made. They lie in the table in about that order, so that a summary of each range of pages will do: a new
-- contact adds nothing to it, but for the first one of a range.
CREATE INDEX contact_created ON contact USING brin (created_at) WITH (autosummarize = on);
