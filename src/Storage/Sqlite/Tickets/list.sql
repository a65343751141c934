-- One page of an organisation's tickets, newest first, and how many match in all. By ticket_by_number.
-- ?2 status (null: all but spam), ?3 category (null: all), ?4 folded text (null: no search), ?5 digits of the phone (null: none), ?6 number
-- (null: none), ?7 slug that the number came with (null: none), ?8 page size, ?9 how many come before.
WITH hit AS NOT MATERIALIZED (
    SELECT t.ticket_no FROM ticket t
    WHERE t.organisation_id = ?1 AND t.ticket_no > 0
        AND CASE WHEN ?2 IS NULL THEN t.status <> 4 ELSE t.status = ?2 END
        AND (?3 IS NULL OR t.category = ?3)
        AND (?4 IS NULL OR instr(t.search_text, ?4) > 0 OR instr(t.phone, ?5) > 0 OR (t.ticket_no = ?6
            AND (?7 IS NULL OR EXISTS (SELECT 1 FROM organisation o WHERE o.organisation_id = ?1 AND o.slug = ?7))))
)
SELECT t.external_id, t.ticket_no, o.slug, t.subject, t.status, t.category, t.email, t.phone, t.country, t.score, t.created_at,
    t.updated_at, (
    WITH RECURSIVE chain (contact_id, merged_into) AS (
        SELECT c.contact_id, c.merged_into FROM contact c WHERE c.organisation_id = t.organisation_id AND c.contact_id = t.contact_id
        UNION
        SELECT c.contact_id, c.merged_into FROM chain
        CROSS JOIN contact c ON c.organisation_id = t.organisation_id AND c.contact_id = chain.merged_into
    )
    SELECT contact_id FROM chain WHERE merged_into IS NULL), page.total
FROM (SELECT count(*) AS total FROM hit) page
LEFT JOIN (SELECT ticket_no FROM hit ORDER BY ticket_no DESC LIMIT ?8 OFFSET ?9) h ON true
LEFT JOIN ticket t ON t.organisation_id = ?1 AND t.ticket_no = h.ticket_no
LEFT JOIN organisation o ON o.organisation_id = t.organisation_id
ORDER BY h.ticket_no DESC
