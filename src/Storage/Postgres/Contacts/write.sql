-- Commits one batch of sign-ups. Optimistic: rows are read, merged and written back only where their version is still the one read; a
-- row that another transaction changed or created meanwhile comes back as Lost. A batch that changes nothing writes nothing at all.
-- Known contacts are found through contact_email_key and updated through contact_pkey, memberships through contact_group_member_pkey.
-- Rows must come in one order in all processes, because they lock in it. Kinds: 0 register, 1 introduce, 2 create, 3 import.
WITH target AS MATERIALIZED (
    SELECT t.*, NOT t.is_new AND t.kind <> 2 AND (
        t.phone IS DISTINCT FROM t.old_phone OR t.first_name <> t.old_first_name OR t.last_name <> t.old_last_name
        OR t.company <> t.old_company OR t.email_subscribed <> t.old_email_subscribed OR t.sms_subscribed <> t.old_sms_subscribed
        OR cardinality(t.added) > 0) AS changed
    FROM (
        SELECT i.row, i.organisation_id, i.kind, i.email, i.email_key, i.email_folded, i.source, i.actor, i.reason, i.at, i.after,
            c.contact_id IS NULL AS is_new,
            CASE WHEN c.contact_id IS NULL THEN nextval('contact_id_seq') ELSE c.contact_id END AS contact_id,
            coalesce(c.external_id, i.external_id) AS external_id,
            c.version,
            c.phone AS old_phone, c.first_name AS old_first_name, c.last_name AS old_last_name, c.company AS old_company,
            c.email_subscribed AS old_email_subscribed, c.sms_subscribed AS old_sms_subscribed,
            CASE WHEN i.kind = 1 THEN coalesce(c.phone, i.phone) ELSE coalesce(i.phone, c.phone) END AS phone,
            CASE WHEN i.kind = 1 AND c.first_name <> '' THEN c.first_name
                ELSE coalesce(i.first_name, c.first_name, '') END AS first_name,
            CASE WHEN i.kind = 1 AND c.last_name <> '' THEN c.last_name
                ELSE coalesce(i.last_name, c.last_name, '') END AS last_name,
            CASE WHEN i.kind = 1 AND c.company <> '' THEN c.company
                ELSE coalesce(i.company, c.company, '') END AS company,
            CASE WHEN i.kind = 1 AND c.first_name <> '' THEN c.first_name_folded
                ELSE coalesce(i.first_name_folded, c.first_name_folded, '') END AS first_name_folded,
            CASE WHEN i.kind = 1 AND c.last_name <> '' THEN c.last_name_folded
                ELSE coalesce(i.last_name_folded, c.last_name_folded, '') END AS last_name_folded,
            CASE WHEN i.kind = 1 AND c.company <> '' THEN c.company_folded
                ELSE coalesce(i.company_folded, c.company_folded, '') END AS company_folded,
            CASE WHEN c.contact_id IS NULL THEN coalesce(i.email_subscribed, false)
                WHEN i.kind = 3 AND i.email_subscribed THEN c.email_subscribed OR o.refused[1] IS NOT TRUE
                WHEN i.kind = 3 THEN c.email_subscribed AND i.email_subscribed IS NULL
                ELSE i.kind = 0 OR c.email_subscribed END AS email_subscribed,
            CASE WHEN c.contact_id IS NULL THEN coalesce(i.sms_subscribed, false)
                WHEN i.kind = 3 AND i.sms_subscribed THEN c.sms_subscribed OR o.refused[2] IS NOT TRUE
                WHEN i.kind = 3 THEN c.sms_subscribed AND i.sms_subscribed IS NULL
                ELSE c.sms_subscribed END AS sms_subscribed,
            CASE WHEN c.contact_id IS NULL OR i.group_end < i.group_start THEN ($22::bigint[])[i.group_start:i.group_end]
                ELSE ARRAY(SELECT g.id FROM unnest(($22::bigint[])[i.group_start:i.group_end]) AS g(id)
                    WHERE NOT EXISTS (SELECT FROM contact_group_member m
                        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id AND m.group_id = g.id OFFSET 0))
                END AS added
        FROM unnest($1::int[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::text[], $12::text[], $13::text[], $14::boolean[], $15::boolean[], $16::text[], $17::text[],
                $18::timestamptz[], $19::text[], $20::int[], $21::int[], $23::text[])
            WITH ORDINALITY AS i(organisation_id, kind, external_id, email, email_key, email_folded, phone, first_name, last_name,
                company, first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, source, actor,
                at, after, group_start, group_end, reason, row)
        -- The first address from the one looked for on, in the index's order: no other index serves that without a sort, and the sessions
        -- of batches do without sorts where they can. An equality would leave the choice of the index to the statistics, which for a
        -- young table are wrong, and one that begins with the organisation alone reads all of its contacts for every row.
        LEFT JOIN LATERAL (
            SELECT f.* FROM (
                SELECT c.* FROM contact c
                WHERE c.organisation_id = i.organisation_id AND c.email_key >= i.email_key AND c.merged_into IS NULL
                ORDER BY c.email_key LIMIT 1
            ) f
            WHERE f.email_key = i.email_key
        ) c ON true
        -- What the contact, or one that was merged into it, has said "no" to, e-mail and SMS: looked up (contact_merged_into,
        -- contact_event_pkey) only where an import would raise a consent.
        CROSS JOIN LATERAL (
            SELECT CASE WHEN i.kind = 3 AND (i.email_subscribed AND NOT c.email_subscribed OR i.sms_subscribed AND NOT c.sms_subscribed) THEN (
                WITH RECURSIVE family AS (
                    SELECT c.contact_id
                    UNION
                    SELECT m.contact_id FROM family
                    CROSS JOIN LATERAL (SELECT m.contact_id FROM contact m
                        WHERE m.organisation_id = c.organisation_id AND m.merged_into = family.contact_id OFFSET 0) m
                )
                SELECT ARRAY[bool_or(e.after ->> 'emailSubscribed' = 'false'), bool_or(e.after ->> 'smsSubscribed' = 'false')]
                FROM family
                CROSS JOIN LATERAL (SELECT e.after FROM contact_event e
                    WHERE e.organisation_id = c.organisation_id AND e.contact_id = family.contact_id OFFSET 0) e
            ) END AS refused OFFSET 0
        ) o
    ) t
),
-- An insert that is known to end in its DO UPDATE: it goes through contact_pkey by construction, where the plan of an UPDATE with a join
-- would depend on statistics; and it sees the newest version of the row, so that the guard is exact.
updated AS (
    INSERT INTO contact AS c (organisation_id, contact_id, external_id, phone, first_name, last_name, company,
        first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, created_at, updated_at, version)
    SELECT organisation_id, contact_id, external_id, phone, first_name, last_name, company,
        first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, at, at, version
    FROM target WHERE changed
    ON CONFLICT (organisation_id, contact_id) DO UPDATE SET phone = excluded.phone, first_name = excluded.first_name,
        last_name = excluded.last_name, company = excluded.company, first_name_folded = excluded.first_name_folded,
        last_name_folded = excluded.last_name_folded, company_folded = excluded.company_folded,
        email_subscribed = excluded.email_subscribed, sms_subscribed = excluded.sms_subscribed, version = c.version + 1, updated_at = excluded.updated_at
    WHERE c.version = excluded.version AND c.merged_into IS NULL
    RETURNING c.contact_id
),
inserted AS (
    INSERT INTO contact (organisation_id, contact_id, external_id, email, email_key, email_folded, phone, first_name, last_name, company,
        first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, source, created_at, updated_at)
    SELECT organisation_id, contact_id, external_id, email, email_key, email_folded, phone, first_name, last_name, company,
        first_name_folded, last_name_folded, company_folded, email_subscribed, sms_subscribed, source, at, at
    FROM target WHERE is_new
    ON CONFLICT (organisation_id, email_key) WHERE merged_into IS NULL DO NOTHING
    RETURNING contact_id
),
-- IN stands in the select list so that it is one hash table, never a join of every row with every other.
result AS MATERIALIZED (
    SELECT t.*, t.contact_id IN (SELECT contact_id FROM updated UNION ALL SELECT contact_id FROM inserted) AS written FROM target t
),
members AS (
    INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
    SELECT r.organisation_id, r.contact_id, g.id FROM result r CROSS JOIN LATERAL unnest(r.added) AS g(id) WHERE r.written
    ON CONFLICT DO NOTHING
),
new_events AS (
    INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, after)
    SELECT organisation_id, contact_id, at, CASE kind WHEN 2 THEN 'created' WHEN 3 THEN 'imported' ELSE 'registered' END, source, actor,
        reason, after::json
    FROM result WHERE written AND is_new
),
-- What stayed the same is taken out again.
change_events AS (
    INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, reason, before, after)
    SELECT r.organisation_id, r.contact_id, r.at,
        CASE WHEN r.kind = 3 THEN 'imported' WHEN r.email_subscribed <> r.old_email_subscribed THEN 'consent-given' ELSE 'updated' END,
        r.source, r.actor, r.reason,
        (jsonb_build_object('phone', r.old_phone, 'firstName', r.old_first_name, 'lastName', r.old_last_name,
            'company', r.old_company, 'emailSubscribed', r.old_email_subscribed, 'smsSubscribed', r.old_sms_subscribed, 'groups', g.before) - s.same)::json,
        (jsonb_build_object('phone', r.phone, 'firstName', r.first_name, 'lastName', r.last_name,
            'company', r.company, 'emailSubscribed', r.email_subscribed, 'smsSubscribed', r.sms_subscribed, 'groups', g.after) - s.same)::json
    FROM result r
    CROSS JOIN LATERAL (
        SELECT array_remove(ARRAY[
            CASE WHEN r.phone IS NOT DISTINCT FROM r.old_phone THEN 'phone' END,
            CASE WHEN r.first_name = r.old_first_name THEN 'firstName' END,
            CASE WHEN r.last_name = r.old_last_name THEN 'lastName' END,
            CASE WHEN r.company = r.old_company THEN 'company' END,
            CASE WHEN r.email_subscribed = r.old_email_subscribed THEN 'emailSubscribed' END,
            CASE WHEN r.sms_subscribed = r.old_sms_subscribed THEN 'smsSubscribed' END,
            CASE WHEN cardinality(r.added) = 0 THEN 'groups' END], NULL) AS same OFFSET 0
    ) s
    CROSS JOIN LATERAL (
        SELECT to_jsonb(ARRAY(SELECT unnest(o.ids) ORDER BY 1)) AS before,
            to_jsonb(ARRAY(SELECT unnest(o.ids || r.added) ORDER BY 1)) AS after
        FROM (SELECT CASE WHEN cardinality(r.added) > 0 THEN ARRAY(SELECT m.group_id FROM contact_group_member m
            WHERE m.organisation_id = r.organisation_id AND m.contact_id = r.contact_id) END AS ids OFFSET 0) o OFFSET 0
    ) g
    WHERE r.written AND NOT r.is_new
)
-- Outcomes: 0 created, 1 updated, 2 unchanged, 3 exists, 4 lost.
SELECT (row - 1)::int AS row,
    (CASE WHEN written THEN CASE WHEN is_new THEN 0 ELSE 1 END WHEN is_new OR changed THEN 4 WHEN kind = 2 THEN 3 ELSE 2 END)::smallint,
    contact_id, external_id
FROM result;
