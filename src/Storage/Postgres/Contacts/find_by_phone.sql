-- Some of the live contacts of a number, by id (contact_phone).
SELECT {contact}, group_ids, group_names FROM contact_image
WHERE organisation_id = $1 AND phone = $2 AND merged_into IS NULL ORDER BY contact_id LIMIT $3;
