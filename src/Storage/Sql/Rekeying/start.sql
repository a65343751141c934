-- Starts an organisation's job, or starts it afresh (primary key).
INSERT INTO email_rekeying (organisation_id, run, state, pass, position, done, total, collisions, started_at, due_at)
VALUES ($1, 1, 'running', 0, 0, 0, 0, '[]', $2, $2)
ON CONFLICT (organisation_id) DO UPDATE SET run = email_rekeying.run + 1, state = 'running', pass = 0, position = 0, done = 0, total = 0,
    collisions = '[]', started_at = excluded.started_at, due_at = excluded.due_at, held_until = NULL, finished_at = NULL
