-- The text that searches read gets a table of its own, so that a change of a contact touches none of the indexes of its row (HOT). An
-- entry is never changed but replaced by a new one at the end of the table: the trigram index then grows at the end of each of its
-- lists, where a contact's own place would hit some sixty of them somewhere in the middle.
LOCK TABLE contact IN ACCESS EXCLUSIVE MODE;

DROP INDEX contact_search;
ALTER TABLE contact DROP COLUMN search_text;

-- Only live contacts are found. A contact's entry has its own id until its text changes for the first time, then one of the sequence,
-- which begins beyond all ids of contacts.
CREATE SEQUENCE contact_search_id_seq START 4611686018427387904;
ALTER TABLE contact ADD search_id bigint;

-- Vacuumed only when a fifth is dead, not after insertions: by then a page has room for many new entries, not for one or two.
CREATE TABLE contact_search (
    organisation_id int NOT NULL,
    search_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    search_text text COLLATE "C" NOT NULL
) WITH (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0.05);

CREATE FUNCTION contact_search_text(first_name text, last_name text, email_folded text, email text, company text, phone text)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT first_name || ' ' || last_name || ' ' || first_name || E'\n' || coalesce(email_folded, email, '') || E'\n' || company || E'\n'
        || coalesce(phone, '')
$$;

-- For searches of the version before, which may still run: they name a column, and what is no column is looked for as
-- a function of the row.
CREATE FUNCTION search_text(c contact) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT contact_search_text(c.first_name_folded, c.last_name_folded, c.email_folded, c.email, c.company_folded, c.phone)
$$;

INSERT INTO contact_search (organisation_id, search_id, contact_id, search_text)
SELECT c.organisation_id, c.contact_id, c.contact_id, search_text(c) FROM contact c WHERE c.merged_into IS NULL ORDER BY c.contact_id;

-- The primary key last: see contact.
CREATE INDEX contact_search_trigrams ON contact_search USING gin (organisation_id, search_text gin_trgm_ops);
ALTER TABLE contact_search ADD PRIMARY KEY (organisation_id, search_id);

CREATE FUNCTION contact_search_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_id := nextval('contact_search_id_seq');
    RETURN NEW;
END $$;

CREATE FUNCTION contact_search_new_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_search (organisation_id, search_id, contact_id, search_text)
    SELECT n.organisation_id, coalesce(n.search_id, n.contact_id), n.contact_id,
        contact_search_text(n.first_name_folded, n.last_name_folded, n.email_folded, n.email, n.company_folded, n.phone)
    FROM new_rows n WHERE n.merged_into IS NULL;
    RETURN NULL;
END $$;

-- What is the same before and after drops out. Old entries are looked up one by one (contact_search_pkey) and removed by their place in the
-- table, so that no plan depends on statistics; whoever changes a contact has its row locked.
CREATE FUNCTION contact_search_changed_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_search (organisation_id, search_id, contact_id, search_text)
    SELECT n.organisation_id, coalesce(n.search_id, n.contact_id), n.contact_id,
        contact_search_text(n.first_name_folded, n.last_name_folded, n.email_folded, n.email, n.company_folded, n.phone)
    FROM new_rows n WHERE n.merged_into IS NULL
    EXCEPT
    SELECT o.organisation_id, coalesce(o.search_id, o.contact_id), o.contact_id,
        contact_search_text(o.first_name_folded, o.last_name_folded, o.email_folded, o.email, o.company_folded, o.phone)
    FROM old_rows o WHERE o.merged_into IS NULL;

    DELETE FROM contact_search s WHERE s.ctid = ANY (ARRAY(
        SELECT e.ctid
        FROM (
            SELECT o.organisation_id, coalesce(o.search_id, o.contact_id) AS search_id FROM old_rows o WHERE o.merged_into IS NULL
            EXCEPT
            SELECT n.organisation_id, coalesce(n.search_id, n.contact_id) FROM new_rows n WHERE n.merged_into IS NULL
        ) o
        CROSS JOIN LATERAL (SELECT e.ctid FROM contact_search e
            WHERE e.organisation_id = o.organisation_id AND e.search_id = o.search_id OFFSET 0) e));
    RETURN NULL;
END $$;

CREATE FUNCTION contact_search_deleted_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM contact_search s WHERE s.ctid = ANY (ARRAY(
        SELECT e.ctid
        FROM old_rows o
        CROSS JOIN LATERAL (SELECT e.ctid FROM contact_search e
            WHERE e.organisation_id = o.organisation_id AND e.search_id = coalesce(o.search_id, o.contact_id) OFFSET 0) e));
    RETURN NULL;
END $$;

CREATE TRIGGER contact_search_id BEFORE UPDATE ON contact FOR EACH ROW
    WHEN ((OLD.first_name_folded, OLD.last_name_folded, OLD.email_folded, OLD.email, OLD.company_folded, OLD.phone)
        IS DISTINCT FROM (NEW.first_name_folded, NEW.last_name_folded, NEW.email_folded, NEW.email, NEW.company_folded, NEW.phone))
    EXECUTE FUNCTION contact_search_next();
CREATE TRIGGER contact_search_insert AFTER INSERT ON contact REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION contact_search_new_contacts();
CREATE TRIGGER contact_search_update AFTER UPDATE ON contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION contact_search_changed_contacts();
CREATE TRIGGER contact_search_delete AFTER DELETE ON contact REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION contact_search_deleted_contacts();
