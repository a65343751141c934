-- Suppresses an address or number (primary key).
INSERT INTO suppression (organisation_id, hash, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
