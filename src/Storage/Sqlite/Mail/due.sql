-- Mails that are due: the longest due first, where urgent ones (priority 0) count as due for the head start ?3 (microseconds) longer. Each
-- priority is read in the order of the index. By mail_due. Over all organisations.
SELECT organisation_id, mail_id, kind, recipient, data, queued_at, attempts, trace_parent, is_counted
FROM (
    SELECT * FROM (SELECT *, due_at - ?3 AS turn FROM mail WHERE state = 0 AND priority = 0 AND due_at <= ?2 ORDER BY due_at LIMIT ?1)
    UNION ALL
    SELECT * FROM (SELECT *, due_at AS turn FROM mail WHERE state = 0 AND priority = 1 AND due_at <= ?2 ORDER BY due_at LIMIT ?1)
)
ORDER BY turn
LIMIT ?1
