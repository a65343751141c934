-- Adds an entry to the audit (primary key).
INSERT INTO audit_event (organisation_id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, summary, ip)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
