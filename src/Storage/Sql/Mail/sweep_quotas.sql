-- Deletes the quotas of old hours (mail_quota_hour). Over all organisations.
DELETE FROM mail_quota WHERE hour <= $1 AND NOT has_held
