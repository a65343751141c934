-- The live contact that has an integrator's id. By contact_by_foreign_id.
SELECT {contact} FROM contact
WHERE organisation_id = ?1 AND foreign_id = ?2 AND merged_into IS NULL
