-- A change that a dry run shows.
INSERT INTO import_sample (organisation_id, import_id, row_number, outcome, before, after) VALUES ($1, $2, $3, $4, $5, $6)
