-- How many tickets there are since a time from a network, from an address in it (ticket_network), from a site (ticket_site) and, of those
-- that are no spam, of a text (ticket_text), for each probe; $7 is where counting stops. The order is that of the index: no other one
-- serves it without a sort (see Contacts/write.sql).
SELECT n.from_address, n.from_network, s.from_site, x.same_text
FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[])
    WITH ORDINALITY AS p (organisation_id, ip, network, site, text_hash, since, row)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE s.ip = p.ip)::int AS from_address, count(*)::int AS from_network
    FROM (
        SELECT t.ip FROM ticket t
        WHERE t.organisation_id = p.organisation_id AND t.network = p.network AND t.created_at > p.since
        ORDER BY t.created_at DESC LIMIT $7::int
    ) s
) n
CROSS JOIN LATERAL (
    SELECT count(*)::int AS from_site
    FROM (
        SELECT FROM ticket t
        WHERE t.organisation_id = p.organisation_id AND t.site = p.site AND t.created_at > p.since
        ORDER BY t.created_at DESC LIMIT $7
    ) s
) s
CROSS JOIN LATERAL (
    SELECT count(*)::int AS same_text
    FROM (
        SELECT FROM ticket t
        WHERE t.organisation_id = p.organisation_id AND t.text_hash = p.text_hash AND t.status <> 4 AND t.created_at > p.since
        ORDER BY t.created_at DESC LIMIT $7
    ) s
) x
ORDER BY p.row;
