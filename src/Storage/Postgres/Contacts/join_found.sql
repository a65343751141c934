-- Keeps what a search finds, by $6 and $7 of list_filtered.sql. Of these conditions the planner takes what is about the text alone to the index.
JOIN contact_search s ON s.organisation_id = $1 AND s.contact_id = c.contact_id
    AND (s.search_text LIKE $6 OR ($7::text IS NOT NULL AND s.search_text LIKE $7 AND c.phone LIKE $7))
