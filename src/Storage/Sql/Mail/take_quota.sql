-- Counts mails to a recipient in an hour, and how many that makes (primary key).
INSERT INTO mail_quota (organisation_id, recipient, hour, asked) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id, recipient, hour) DO UPDATE SET asked = mail_quota.asked + excluded.asked
RETURNING asked
