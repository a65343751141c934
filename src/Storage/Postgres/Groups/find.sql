-- The groups that exist of these ids (contact_group_pkey).
SELECT group_id, name FROM contact_group WHERE organisation_id = $1 AND group_id = ANY ($2::bigint[]);
