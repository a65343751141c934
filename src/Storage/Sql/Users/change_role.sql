-- Changes the role of a member (primary key).
UPDATE membership SET role = $3 WHERE organisation_id = $1 AND user_id = $2
