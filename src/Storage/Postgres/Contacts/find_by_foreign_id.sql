-- The live contact that has an integrator's id (contact_foreign_id).
SELECT {contact}, group_ids, group_names FROM contact_image WHERE organisation_id = $1 AND foreign_id = $2 AND merged_into IS NULL;
