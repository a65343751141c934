-- Adds a piece of an upload.
INSERT INTO import_piece (organisation_id, import_id, position, bytes) VALUES ($1, $2, $3, $4)
