-- A new link.
INSERT INTO one_time_link (organisation_id, purpose, user_id, role, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING link_id
