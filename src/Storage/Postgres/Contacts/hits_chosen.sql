-- Contacts that a choice of groups finds: through all of the organisation, or contact_group_member_pkey. {keys} is put in from a fixed list.
-- $2 takes SMS (null: either), $5 group (null: all), $8 keys of groups' names (null: no choice), $9 or without any.
SELECT c.contact_id, {keys} FROM contact c
WHERE c.organisation_id = $1 AND c.merged_into IS NULL AND ($2::boolean IS NULL OR c.sms_subscribed = $2)
    AND ($5::bigint IS NULL OR EXISTS (
        SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id AND m.group_id = $5))
    AND ($8::text[] IS NULL
        OR EXISTS (
            SELECT FROM contact_group_member m
            WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id AND m.group_id = ANY (ARRAY(
                SELECT g.group_id FROM contact_group g WHERE g.organisation_id = $1 AND g.name_key = ANY ($8))))
        OR ($9::boolean AND NOT EXISTS (
            SELECT FROM contact_group_member m WHERE m.organisation_id = $1 AND m.contact_id = c.contact_id)))
