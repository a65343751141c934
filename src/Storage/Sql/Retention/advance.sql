-- Records how far a task has come (retention_pkey).
INSERT INTO retention (organisation_id, task, position) VALUES ($1, $2, $3)
ON CONFLICT (organisation_id, task) DO UPDATE SET position = excluded.position
