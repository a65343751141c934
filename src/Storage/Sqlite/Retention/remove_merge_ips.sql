-- Removes IP addresses and user agents from the evidence of consents in the journals of some merges (contact_merge_at).
UPDATE contact_merge SET journal = json_set(journal, '$.consents', json((
    SELECT json_group_array(json(
        CASE WHEN c.value ->> 'evidence' IS NULL THEN c.value
            ELSE json_set(c.value, '$.evidence', nullif(json_remove(c.value ->> 'evidence', '$.ip', '$.userAgent') || '', '{}')) END))
    FROM json_each(journal, '$.consents') c)))
WHERE organisation_id = ?1 AND merged_at > ?2 AND merged_at <= ?3 AND merged_at < ?4
    AND EXISTS (
        SELECT 1 FROM json_each(journal, '$.consents') c
        WHERE (c.value ->> 'evidence') ->> 'ip' IS NOT NULL OR (c.value ->> 'evidence') ->> 'userAgent' IS NOT NULL)
