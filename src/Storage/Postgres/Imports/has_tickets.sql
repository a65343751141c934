-- Those of several contacts, a JSON array of ids, that have tickets (ticket_contact).
SELECT t.contact_id FROM json_array_elements_text($2) AS i(id)
CROSS JOIN LATERAL (SELECT t.contact_id FROM ticket t WHERE t.organisation_id = $1 AND t.contact_id = i.id::bigint LIMIT 1) t
