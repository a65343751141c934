-- One page of an organisation's tickets, newest first, and how many match in all, of one snapshot (ticket_pkey, ticket_status; a search
-- looks through all tickets of the organisation).
-- $2 status (null: all but spam), $3 category (null: all), $4 folded text (null: no search), $5 digits of the phone (null: none), $6 number
-- (null: none), $7 slug that the number came with (null: none), $8 page size, $9 how many come before.
WITH hit AS (
    SELECT t.ticket_no FROM ticket t
    WHERE t.organisation_id = $1
        AND CASE WHEN $2 IS NULL THEN t.status <> 4 ELSE t.status = $2 END
        AND ($3 IS NULL OR t.category = $3)
        AND ($4 IS NULL OR strpos(t.search_text, $4) > 0 OR strpos(t.phone, $5) > 0 OR (t.ticket_no = $6
            AND ($7 IS NULL OR EXISTS (SELECT FROM organisation o WHERE o.organisation_id = $1 AND o.slug = $7))))
)
SELECT i.external_id, i.ticket_no, i.slug, i.subject, i.status, i.category, i.email, i.phone, i.country, i.score, i.created_at,
    i.updated_at, i.contact_id, page.total
FROM (SELECT count(*) AS total FROM hit) page
LEFT JOIN (SELECT ticket_no FROM hit ORDER BY ticket_no DESC LIMIT $8 OFFSET $9) h ON true
LEFT JOIN LATERAL (SELECT * FROM ticket_image i WHERE i.organisation_id = $1 AND i.ticket_no = h.ticket_no OFFSET 0) i ON true
ORDER BY h.ticket_no DESC
