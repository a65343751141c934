-- Those of several contacts, a JSON array of ids, that have tickets (ticket_contact).
SELECT i.value FROM json_each(?2) AS i
WHERE EXISTS (SELECT 1 FROM ticket t WHERE t.organisation_id = ?1 AND t.contact_id = i.value)
