-- A contact (contact's primary key).
SELECT created_at, external_id, email, phone, {profile}, foreign_id, CAST(attributes AS text), source,
    CASE WHEN email_subscribed THEN 'yes' ELSE 'no' END, CASE WHEN sms_subscribed THEN 'yes' ELSE 'no' END
FROM contact WHERE organisation_id = $1 AND contact_id = $2
