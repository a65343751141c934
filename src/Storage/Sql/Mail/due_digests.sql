-- Recipients whose held mails are due as a digest (mail_quota_hour), past those that another process is at. Over all organisations.
SELECT organisation_id, recipient, hour FROM mail_quota
WHERE has_held AND hour <= $1
ORDER BY hour LIMIT 100 FOR UPDATE SKIP LOCKED
