-- Removes the IP addresses of what a person of the console has done (audit_event_by_actor).
UPDATE audit_event SET ip = NULL WHERE organisation_id = $1 AND actor_name = $2 AND actor_kind = 0 AND ip IS NOT NULL
