-- Locks the rows of a change set in the order of their ids and tells their versions (contact_pkey).
SELECT contact_id, version FROM contact WHERE organisation_id = $1 AND contact_id = ANY ($2::bigint[]) ORDER BY contact_id FOR UPDATE;
