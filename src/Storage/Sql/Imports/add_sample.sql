-- A change that a dry run shows.
INSERT INTO import_sample (organisation_id, import_id, row_number, outcome, before, after, contact_id)
VALUES ($1, $2, $3, $4, $5, $6, $7)
