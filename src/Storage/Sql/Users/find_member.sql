-- The role of a member (primary key).
SELECT role FROM membership WHERE organisation_id = $1 AND user_id = $2
