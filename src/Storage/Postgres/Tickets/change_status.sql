-- A new status, where the ticket still has the one it begins with, and the mail that comes of it, unless there is one (ticket_pkey,
-- mail_outbox_pkey).
WITH changed AS (
    UPDATE ticket SET status = $4, updated_at = $5, contact_id = coalesce(contact_id, $6), mail_note = coalesce($7, mail_note)
    WHERE organisation_id = $1 AND ticket_no = $2 AND status = $3
    RETURNING organisation_id, ticket_no
),
mail AS (
    INSERT INTO mail_outbox (organisation_id, ticket_no, mail_id, recipient, trace_parent, queued_at, due_at)
    SELECT organisation_id, ticket_no, $8::text, $9::text, $10::text, $5, $5 FROM changed WHERE $8 IS NOT NULL
    ON CONFLICT (organisation_id, ticket_no) DO NOTHING
)
SELECT count(*) FROM changed;
