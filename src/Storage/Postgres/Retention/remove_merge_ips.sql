-- Removes IP addresses and user agents from the evidence of consents in the journals of some merges (contact_merge_at).
UPDATE contact_merge SET journal = jsonb_set(journal::jsonb, '{consents}', (
    SELECT jsonb_agg(
        CASE WHEN c.consent ->> 'evidence' IS NULL THEN c.consent ELSE c.consent || jsonb_build_object(
            'evidence', nullif(((c.consent ->> 'evidence')::jsonb - 'ip' - 'userAgent')::text, '{}')) END
        ORDER BY c.place)
    FROM jsonb_array_elements(journal::jsonb -> 'consents') WITH ORDINALITY c (consent, place)))
WHERE organisation_id = $1 AND merged_at <= timestamptz 'epoch' + $3::bigint * interval '1 microsecond' AND merged_at < $4
    AND merged_at > timestamptz 'epoch' + $2::bigint * interval '1 microsecond'
    AND EXISTS (
        SELECT FROM json_array_elements(journal -> 'consents') c
        WHERE (c.value ->> 'evidence')::jsonb ?| ARRAY['ip', 'userAgent'])
