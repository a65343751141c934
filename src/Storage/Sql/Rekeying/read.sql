-- Live contacts with an address behind an id, by id (PostgreSQL: primary key, SQLite: contact_live).
SELECT contact_id, external_id, email, email_key, version FROM contact
WHERE organisation_id = $1 AND contact_id > $2 AND merged_into IS NULL AND email IS NOT NULL
ORDER BY contact_id LIMIT $3
