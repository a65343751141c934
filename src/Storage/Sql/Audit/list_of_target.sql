-- A record's newest entries in the audit before one; null filters nothing further (audit_event_by_target).
SELECT event_id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, summary, ip
FROM audit_event
WHERE organisation_id = $1 AND event_id < $2
    AND ($4 IS NULL OR actor_name = $4) AND ($5 IS NULL OR action = $5) AND target_kind = $6 AND target_id = $7
ORDER BY event_id DESC LIMIT $3
