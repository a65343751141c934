-- How many tickets there are since a time from a site. By ticket_by_site.
SELECT count(*) FROM (SELECT 1 FROM ticket WHERE organisation_id = ?1 AND site = ?2 AND created_at > ?3 LIMIT ?4)
