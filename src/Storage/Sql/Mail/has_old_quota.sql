-- Whether something is held of an hour that is over ($1), or there are quotas to delete ($2). By mail_quota_hour. Over all organisations.
SELECT 1 FROM mail_quota WHERE hour <= $1 AND (has_held OR hour <= $2) LIMIT 1
