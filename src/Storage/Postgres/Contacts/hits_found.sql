-- Contacts that a search finds, and among them a choice of groups: a term of three letters or more through contact_search_trigrams, a shorter
-- one through all texts of the organisation; groups through contact_group_member_pkey. Only where its columns are asked for is the contact
-- itself read (the planner drops the join otherwise). {keys} is put in from a fixed list.
-- $2 takes SMS (null: either), $5 group (null: all), $6 pattern of the folded text, $7 pattern of the phone's digits (null: none), $8 keys
-- of groups' names (null: no choice), $9 or without any, $10 pattern of the phone with its plus (null: none).
SELECT s.contact_id, {keys} FROM contact_search s
LEFT JOIN contact c ON c.organisation_id = $1 AND c.contact_id = s.contact_id
WHERE s.organisation_id = $1 AND ($2::boolean IS NULL OR c.sms_subscribed = $2)
    AND (s.search_text LIKE $6 OR ($7::text IS NOT NULL AND s.search_text LIKE $7 AND c.phone LIKE $7)
        OR ($10::text IS NOT NULL AND s.search_text LIKE $10 AND c.phone LIKE $10))
    AND ($5::bigint IS NULL OR EXISTS (
        SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = s.contact_id AND m.group_id = $5))
    AND ($8::text[] IS NULL
        OR EXISTS (
            SELECT FROM contact_group_member m
            WHERE m.organisation_id = $1 AND m.contact_id = s.contact_id AND m.group_id = ANY (ARRAY(
                SELECT g.group_id FROM contact_group g WHERE g.organisation_id = $1 AND g.name_key = ANY ($8))))
        OR ($9::boolean AND NOT EXISTS (
            SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = s.contact_id)))
