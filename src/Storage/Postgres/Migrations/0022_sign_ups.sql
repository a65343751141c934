-- What came of sign-ups, by quarter of an hour of UTC (numbered from 1970 on), source, groups (ids with commas between) and API key.
-- Append-only on the write path: every batch adds rows of its own, so that no two writers wait for one counter. A background task takes
-- them out again into sign_up_day.
CREATE TABLE sign_up_tally (
    organisation_id int NOT NULL,
    tally_id bigint GENERATED ALWAYS AS IDENTITY,
    quarter int NOT NULL,
    source text NOT NULL,
    group_ids text NOT NULL,
    key_id bigint NOT NULL,
    submitted int NOT NULL,
    created int NOT NULL,
    repeated int NOT NULL,
    pending int NOT NULL,
    confirmed int NOT NULL,
    withdrawn int NOT NULL,
    PRIMARY KEY (organisation_id, tally_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0.05);

-- The same for each day of UTC (numbered from 1970 on), once for each dimension: 0 all, 1 by source, 2 by group, 3 by key; name is the
-- source, the id of the group ('' for none) or that of the key. counts are the quarters of the day, packed by the program.
CREATE TABLE sign_up_day (
    organisation_id int NOT NULL,
    dimension int NOT NULL,
    day int NOT NULL,
    name text COLLATE "C" NOT NULL,
    counts bytea NOT NULL,
    PRIMARY KEY (organisation_id, dimension, day, name)
) WITH (fillfactor = 70);

-- The key and the groups of the sign-up that gave a consent or asked for it; null where it was none.
ALTER TABLE consent ADD sign_up text;
