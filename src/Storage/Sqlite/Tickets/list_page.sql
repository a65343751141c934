-- One page of the tickets that match, newest first. The filters are those of list_total.sql; ?8 page size, ?9 how many come before. By
-- ticket_by_number.
SELECT t.external_id, t.ticket_no, o.slug, t.subject, t.status, t.category, t.email, t.phone, t.country, t.score, t.created_at, t.updated_at, (
    WITH RECURSIVE chain (contact_id, merged_into) AS (
        SELECT c.contact_id, c.merged_into FROM contact c WHERE c.organisation_id = t.organisation_id AND c.contact_id = t.contact_id
        UNION
        SELECT c.contact_id, c.merged_into FROM chain
        CROSS JOIN contact c ON c.organisation_id = t.organisation_id AND c.contact_id = chain.merged_into
    )
    SELECT contact_id FROM chain WHERE merged_into IS NULL)
FROM ticket t CROSS JOIN organisation o ON o.organisation_id = t.organisation_id
WHERE t.organisation_id = ?1 AND t.ticket_no > 0
    AND CASE WHEN ?2 IS NULL THEN t.status <> 4 ELSE t.status = ?2 END
    AND (?3 IS NULL OR t.category = ?3)
    AND (?4 IS NULL OR instr(t.search_text, ?4) > 0 OR instr(t.phone, ?5) > 0 OR (t.ticket_no = ?6
        AND (?7 IS NULL OR EXISTS (SELECT 1 FROM organisation o WHERE o.organisation_id = ?1 AND o.slug = ?7))))
ORDER BY t.ticket_no DESC
LIMIT ?8 OFFSET ?9
