-- With a search: a term of three letters or more goes through contact_search_trigrams, a shorter one through all texts of the organisation.
-- Only where its columns are asked for is the contact itself read: the planner drops the join otherwise.
contact_search h
LEFT JOIN contact c ON c.organisation_id = $1 AND c.contact_id = h.contact_id
WHERE h.organisation_id = $1
    AND (h.search_text LIKE $6 OR ($11::text[] IS NOT NULL AND h.search_text LIKE ANY ($11))
        OR ($7::text IS NOT NULL AND h.search_text LIKE $7 AND c.phone LIKE $7)
        OR ($10::text IS NOT NULL AND h.search_text LIKE $10 AND c.phone LIKE $10))
