-- Another live contact that has an integrator's id (contact_foreign_id, contact_by_foreign_id).
SELECT foreign_id FROM contact WHERE organisation_id = $1 AND foreign_id = $2 AND contact_id <> $3 AND merged_into IS NULL
