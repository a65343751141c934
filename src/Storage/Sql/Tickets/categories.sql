-- Categories of an organisation's tickets, at most so many (primary key).
SELECT slug FROM ticket_category WHERE organisation_id = $1 ORDER BY slug LIMIT $2
