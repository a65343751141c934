-- Removes a member (primary key).
DELETE FROM membership WHERE organisation_id = $1 AND user_id = $2
