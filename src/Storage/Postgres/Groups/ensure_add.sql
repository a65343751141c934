-- Adds the groups that are missing, numbered on from the organisation's last one (contact_group_pkey); under the lock of ensure_lock.
INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at)
SELECT $1, (SELECT coalesce(max(group_id), 0) FROM contact_group WHERE organisation_id = $1) + row_number() OVER (ORDER BY n.place),
    n.name, n.name_key, $4
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS n(name, name_key, place)
WHERE NOT EXISTS (SELECT FROM contact_group g WHERE g.organisation_id = $1 AND g.name_key = n.name_key)
RETURNING group_id, name, name_key;
