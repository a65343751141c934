-- How many tickets match: ?2 status (null: all but spam), ?3 category (null: all), ?4 folded text (null: no search), ?5 digits of the phone
-- (null: none), ?6 number (null: none), ?7 slug that it came with (null: none). By ticket_by_number.
SELECT count(*) FROM ticket t
WHERE t.organisation_id = ?1 AND t.ticket_no > 0
    AND CASE WHEN ?2 IS NULL THEN t.status <> 4 ELSE t.status = ?2 END
    AND (?3 IS NULL OR t.category = ?3)
    AND (?4 IS NULL OR instr(t.search_text, ?4) > 0 OR instr(t.phone, ?5) > 0 OR (t.ticket_no = ?6
        AND (?7 IS NULL OR EXISTS (SELECT 1 FROM organisation o WHERE o.organisation_id = ?1 AND o.slug = ?7))))
