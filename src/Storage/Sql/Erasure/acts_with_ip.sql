-- What a person of the console has done whose IP address is known (audit_event_by_actor). The order keeps PostgreSQL from reading the
-- whole audit by the primary key while the table has no statistics.
SELECT event_id FROM audit_event
WHERE organisation_id = $1 AND actor_name >= $2 AND actor_name <= $2 AND actor_kind = 0 AND ip IS NOT NULL ORDER BY actor_name, event_id
