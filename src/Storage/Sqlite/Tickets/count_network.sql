-- How many tickets there are since a time from a network, and how many of them from an address. By ticket_by_network.
SELECT count(*), coalesce(sum(ip = ?3), 0)
FROM (
    SELECT ip FROM ticket WHERE organisation_id = ?1 AND network = ?2 AND created_at > ?4 ORDER BY created_at DESC LIMIT ?5
)
