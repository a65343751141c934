-- A redaction ends in the transaction that began it: its row refers to one that there never is, so that no commit takes it.
DROP TABLE redaction;
CREATE TABLE redaction (
    organisation_id INTEGER NOT NULL,
    redaction_id INTEGER PRIMARY KEY,
    never INTEGER NOT NULL DEFAULT -1 REFERENCES redaction (redaction_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX redaction_by_organisation ON redaction (organisation_id);
