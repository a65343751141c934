-- The rows of several ids, live or not (contact_pkey).
SELECT {contact}, group_ids, group_names FROM contact_image WHERE organisation_id = $1 AND contact_id = ANY ($2::bigint[]);
