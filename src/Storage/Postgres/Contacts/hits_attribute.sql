-- With an attribute, which is one of two terms (contact_attributes).
AND h.contact_id IN (
    SELECT a.contact_id FROM contact a
    WHERE a.organisation_id = $1 AND a.merged_into IS NULL AND (a.attributes @> $17::jsonb OR a.attributes @> $18::jsonb))
