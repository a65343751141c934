-- The row of exactly this id (contact_pkey).
SELECT {contact}, group_ids, group_names FROM contact_image WHERE organisation_id = $1 AND contact_id = $2;
