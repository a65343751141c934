-- The tally once more over blocks 64 times as large (262,144 ids): a list of ten million contacts then sums a hundred rows instead of
-- two thousand.
CREATE TABLE contact_tally_large (
    organisation_id int NOT NULL,
    group_id bigint NOT NULL,
    block bigint NOT NULL,
    tally_id bigint GENERATED ALWAYS AS IDENTITY,
    contacts int NOT NULL,
    sms_subscribed int NOT NULL,
    folded boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organisation_id, group_id, block, tally_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0.05);

CREATE INDEX contact_tally_large_unfolded ON contact_tally_large (organisation_id, group_id, block) WHERE NOT folded;

LOCK TABLE contact_tally IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO contact_tally_large (organisation_id, group_id, block, contacts, sms_subscribed, folded)
SELECT organisation_id, group_id, block >> 6, sum(contacts), sum(sms_subscribed), true
FROM contact_tally GROUP BY organisation_id, group_id, block >> 6;

-- What is folded was counted when it was added; folding removes and adds the same sums.
CREATE FUNCTION tally_large() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_tally_large (organisation_id, group_id, block, contacts, sms_subscribed)
    SELECT n.organisation_id, n.group_id, n.block >> 6, sum(n.contacts), sum(n.sms_subscribed)
    FROM new_rows n WHERE NOT n.folded
    GROUP BY n.organisation_id, n.group_id, n.block >> 6
    HAVING sum(n.contacts) <> 0 OR sum(n.sms_subscribed) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER contact_tally_large_insert AFTER INSERT ON contact_tally REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_large();
