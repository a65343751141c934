-- What came of sign-ups, by quarter of an hour of UTC (numbered from 1970 on), source, groups (ids with commas between) and API key. Every
-- batch adds rows of its own; a background task takes them out again into sign_up_day.
CREATE TABLE sign_up_tally (
    organisation_id INTEGER NOT NULL,
    tally_id INTEGER PRIMARY KEY,
    quarter INTEGER NOT NULL,
    source TEXT NOT NULL,
    group_ids TEXT NOT NULL,
    key_id INTEGER NOT NULL,
    submitted INTEGER NOT NULL,
    created INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT;

-- The same for each day of UTC (numbered from 1970 on), once for each dimension: 0 all, 1 by source, 2 by group, 3 by key; name is the
-- source, the id of the group ('' for none) or that of the key. counts are the quarters of the day, packed by the program.
CREATE TABLE sign_up_day (
    organisation_id INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (organisation_id, dimension, day, name)
) STRICT, WITHOUT ROWID;

-- The key and the groups of the sign-up that gave a consent or asked for it; null where it was none.
ALTER TABLE consent ADD sign_up TEXT;
