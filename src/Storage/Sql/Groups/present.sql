-- Changes what people see of a group, null leaving a column as it is; an empty title is none (primary key).
UPDATE contact_group SET is_public = coalesce($3, is_public), title = nullif(coalesce($4, title), ''), description = coalesce($5, description)
WHERE organisation_id = $1 AND group_id = $2
