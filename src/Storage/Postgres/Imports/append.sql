-- Adds a piece where the upload is just there (import_job_pkey). No row where it is not.
WITH upload AS (
    UPDATE import_job SET bytes = bytes + octet_length($4), waiting_since = $5
    WHERE organisation_id = $1 AND import_id = $2 AND state = 0 AND bytes = $3
    RETURNING organisation_id, import_id
)
INSERT INTO import_piece (organisation_id, import_id, position, bytes) SELECT organisation_id, import_id, $3, $4 FROM upload;
