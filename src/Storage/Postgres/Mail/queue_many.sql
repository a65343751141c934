-- Queues mails, each unless there is one with its id (mail_pkey).
INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, queued_at, due_at)
SELECT organisation_id, mail_id, kind, priority, recipient, data::jsonb, trace_parent, at, at
FROM unnest($1::int[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
    AS m (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, at)
ORDER BY organisation_id, mail_id
ON CONFLICT DO NOTHING;
