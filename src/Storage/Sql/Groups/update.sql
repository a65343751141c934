-- Changes a group, null leaving a column as it is; an empty title is none (primary key). Under the lock of lock.sql, which makes sure that
-- the name is free.
UPDATE contact_group SET is_public = coalesce($3, is_public), title = nullif(coalesce($4, title), ''),
    description = coalesce($5, description), name = coalesce($6, name), name_key = coalesce($7, name_key)
WHERE organisation_id = $1 AND group_id = $2 AND retired_at IS NULL
