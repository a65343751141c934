-- The live contacts of several integrators' ids (contact_foreign_id).
SELECT {contact}, group_ids, group_names FROM contact_image
WHERE organisation_id = $1 AND foreign_id = ANY ($2::text[]) AND merged_into IS NULL;
