-- The organisations of a person, without suspended ones (membership_by_user, primary key of organisations).
SELECT o.organisation_id, o.slug, o.name, m.role, o.settings
FROM membership m JOIN organisation o ON o.organisation_id = m.organisation_id
WHERE m.user_id = $1 AND o.suspended_at IS NULL
