-- The owners of an organisation, none of whom another transaction takes away meanwhile (primary key). $2 is the role.
UPDATE membership SET role = role WHERE organisation_id = $1 AND role = $2 RETURNING user_id
