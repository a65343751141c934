-- The live contact of a canonical address (contact_email_key).
SELECT {contact}, group_ids, group_names FROM contact_image WHERE organisation_id = $1 AND email_key = $2 AND merged_into IS NULL;
