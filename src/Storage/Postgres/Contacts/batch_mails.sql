-- Queues mails about those contacts that this transaction has written (contact_pkey), each unless there is one with its id (mail_pkey).
INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, queued_at, due_at)
SELECT m.organisation_id, m.mail_id, m.kind, m.priority, m.recipient, m.data::jsonb, m.trace_parent, m.at, m.at
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
    AS m(organisation_id, contact_id, mail_id, kind, priority, recipient, data, trace_parent, at)
CROSS JOIN LATERAL (SELECT c.xmin FROM contact c WHERE c.organisation_id = m.organisation_id AND c.contact_id = m.contact_id OFFSET 0) c
WHERE c.xmin = pg_current_xact_id()::xid
ON CONFLICT DO NOTHING;
