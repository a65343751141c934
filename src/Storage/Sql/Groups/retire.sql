-- Retires a group, in favour of another one or of none, and frees its name (primary key).
UPDATE contact_group SET retired_at = $3, merged_into = $4, name_key = $5, is_public = false, by_sign_up = false
WHERE organisation_id = $1 AND group_id = $2 AND retired_at IS NULL
