-- How many tickets there are since a time with a text, spam aside. By ticket_by_text.
SELECT count(*) FROM (SELECT 1 FROM ticket WHERE organisation_id = ?1 AND text_hash = ?2 AND status <> 4 AND created_at > ?3 LIMIT ?4)
