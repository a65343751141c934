-- Up to which erasure the files were cleaned: one row, which belongs to no organisation.
CREATE TABLE erasure_cleaning (
    organisation_id INTEGER PRIMARY KEY,
    erasure_no INTEGER NOT NULL
) STRICT;

INSERT INTO erasure_cleaning (organisation_id, erasure_no) VALUES (0, 0);
