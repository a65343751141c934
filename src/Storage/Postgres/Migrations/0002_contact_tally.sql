-- How many live contacts an organisation (group_id 0) and each of its groups have among the contact ids of a block (4,096 ids), and how
-- many of those take SMS. Append-only on the write path: every statement adds its difference as rows of its own, so that no two writers
-- ever wait for one counter; the sum is exact at every moment for every snapshot. A background task folds rows together.
CREATE TABLE contact_tally (
    organisation_id int NOT NULL,
    group_id bigint NOT NULL,
    block bigint NOT NULL,
    tally_id bigint GENERATED ALWAYS AS IDENTITY,
    contacts int NOT NULL,
    sms_subscribed int NOT NULL,
    folded boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organisation_id, group_id, block, tally_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX contact_tally_unfolded ON contact_tally (organisation_id, group_id, block) WHERE NOT folded;

CREATE FUNCTION tally_new_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT n.organisation_id, 0, n.contact_id >> 12, count(*), count(*) FILTER (WHERE n.sms_subscribed)
    FROM new_rows n WHERE n.merged_into IS NULL
    GROUP BY n.organisation_id, n.contact_id >> 12;
    RETURN NULL;
END $$;

-- One statement changes either sms_subscribed or memberships of a contact, never both: what it adds for a group is counted once then.
CREATE FUNCTION tally_changed_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT d.organisation_id, 0, d.block, sum(d.contacts), sum(d.sms_subscribed)
    FROM (
        SELECT n.organisation_id, n.contact_id >> 12 AS block, 1 AS contacts, n.sms_subscribed::int AS sms_subscribed
        FROM new_rows n WHERE n.merged_into IS NULL
        UNION ALL
        SELECT o.organisation_id, o.contact_id >> 12, -1, -o.sms_subscribed::int
        FROM old_rows o WHERE o.merged_into IS NULL
    ) d
    GROUP BY d.organisation_id, d.block
    HAVING sum(d.contacts) <> 0 OR sum(d.sms_subscribed) <> 0;

    -- Which contacts take SMS rarely changes; only then are memberships looked at.
    IF (SELECT array_agg(n.contact_id ORDER BY n.contact_id) FROM new_rows n WHERE n.sms_subscribed)
        IS DISTINCT FROM (SELECT array_agg(o.contact_id ORDER BY o.contact_id) FROM old_rows o WHERE o.sms_subscribed) THEN
        INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
        SELECT m.organisation_id, m.group_id, m.contact_id >> 12, 0, sum(d.sms_subscribed)
        FROM (
            SELECT n.organisation_id, n.contact_id, 1 AS sms_subscribed FROM new_rows n WHERE n.sms_subscribed
            UNION ALL
            SELECT o.organisation_id, o.contact_id, -1 FROM old_rows o WHERE o.sms_subscribed
        ) d
        JOIN contact_group_member m ON m.organisation_id = d.organisation_id AND m.contact_id = d.contact_id
        GROUP BY m.organisation_id, m.group_id, m.contact_id >> 12
        HAVING sum(d.sms_subscribed) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION tally_deleted_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT o.organisation_id, 0, o.contact_id >> 12, -count(*), -count(*) FILTER (WHERE o.sms_subscribed)
    FROM old_rows o WHERE o.merged_into IS NULL
    GROUP BY o.organisation_id, o.contact_id >> 12;
    RETURN NULL;
END $$;

CREATE FUNCTION tally_new_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT n.organisation_id, n.group_id, n.contact_id >> 12, count(*), count(*) FILTER (WHERE c.sms_subscribed)
    FROM new_rows n
    CROSS JOIN LATERAL (
        SELECT c.sms_subscribed FROM contact c WHERE c.organisation_id = n.organisation_id AND c.contact_id = n.contact_id OFFSET 0
    ) c
    GROUP BY n.organisation_id, n.group_id, n.contact_id >> 12;
    RETURN NULL;
END $$;

CREATE FUNCTION tally_deleted_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT o.organisation_id, o.group_id, o.contact_id >> 12, -count(*), -count(*) FILTER (WHERE c.sms_subscribed)
    FROM old_rows o
    CROSS JOIN LATERAL (
        SELECT c.sms_subscribed FROM contact c WHERE c.organisation_id = o.organisation_id AND c.contact_id = o.contact_id OFFSET 0
    ) c
    GROUP BY o.organisation_id, o.group_id, o.contact_id >> 12;
    RETURN NULL;
END $$;

CREATE TRIGGER contact_tally_insert AFTER INSERT ON contact REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_new_contacts();
CREATE TRIGGER contact_tally_update AFTER UPDATE ON contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_changed_contacts();
CREATE TRIGGER contact_tally_delete AFTER DELETE ON contact REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_deleted_contacts();
CREATE TRIGGER contact_group_member_tally_insert AFTER INSERT ON contact_group_member REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_new_members();
CREATE TRIGGER contact_group_member_tally_delete AFTER DELETE ON contact_group_member REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_deleted_members();
-- A membership is made and ended, never turned into another one.
CREATE TRIGGER contact_group_member_no_update BEFORE UPDATE ON contact_group_member
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
