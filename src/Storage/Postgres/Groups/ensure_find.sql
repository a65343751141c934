-- The groups that exist of these names (contact_group_organisation_id_name_key_key).
SELECT group_id, name, name_key FROM contact_group WHERE organisation_id = $1 AND name_key = ANY ($2::text[]);
