-- Stores a batch of tickets with their categories and mails, and numbers each organisation's on from its counter (ticket_counter_pkey) in
-- the order of the rows.
WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::int[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::int[], $17::text[], $18::bigint[], $19::bigint[],
        $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::timestamptz[], $27::text[])
    WITH ORDINALITY AS t (organisation_id, external_id, status, subject, message, notice, category, email, phone,
        first_name, last_name, ip, network, site, country, score, reasons, contact_id, text_hash, send_to,
        mail_note, search_text, mail_id, mail_to, trace_parent, at, mail_copies, row)
),
counter AS (
    INSERT INTO ticket_counter AS c (organisation_id, last_number)
    SELECT organisation_id, count(*) FROM input GROUP BY organisation_id ORDER BY organisation_id
    ON CONFLICT (organisation_id) DO UPDATE SET last_number = c.last_number + excluded.last_number
    RETURNING organisation_id, last_number
),
numbered AS MATERIALIZED (
    SELECT i.*, c.last_number - count(*) OVER (PARTITION BY i.organisation_id)
        + row_number() OVER (PARTITION BY i.organisation_id ORDER BY i.row) AS ticket_no
    FROM input i JOIN counter c ON c.organisation_id = i.organisation_id
),
category AS (
    INSERT INTO ticket_category (organisation_id, slug, created_at)
    SELECT organisation_id, category, min(at) FROM input WHERE category IS NOT NULL
    GROUP BY organisation_id, category ORDER BY organisation_id, category
    ON CONFLICT (organisation_id, slug) DO NOTHING
),
mail AS (
    INSERT INTO mail (organisation_id, mail_id, kind, priority, recipient, data, trace_parent, queued_at, due_at)
    SELECT organisation_id, mail_id, 'ticket', 1, mail_to, jsonb_build_object('ticket', ticket_no), trace_parent, at, at
    FROM numbered WHERE mail_id IS NOT NULL
    UNION ALL
    SELECT n.organisation_id, n.mail_id || '.' || c.copy, 'ticket-copy', 1, c.recipient, jsonb_build_object('ticket', n.ticket_no),
        n.trace_parent, n.at, n.at
    FROM numbered n CROSS JOIN LATERAL string_to_table(n.mail_copies, ' ') WITH ORDINALITY AS c (recipient, copy)
),
stored AS (
    INSERT INTO ticket (organisation_id, ticket_no, external_id, status, subject, message, notice, category, email, phone, first_name,
        last_name, ip, network, site, country, score, reasons, contact_id, text_hash, send_to, mail_note, search_text, created_at,
        updated_at)
    SELECT organisation_id, ticket_no, external_id, status, subject, message, notice, category, email, phone, first_name,
        last_name, ip, network, site, country, score, reasons, contact_id, text_hash, send_to, mail_note, search_text, at, at
    FROM numbered ORDER BY organisation_id, ticket_no
)
SELECT ticket_no FROM numbered ORDER BY row;
