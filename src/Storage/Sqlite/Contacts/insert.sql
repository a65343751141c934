-- A new contact.
INSERT INTO contact (
    organisation_id, external_id, email, email_key, phone, first_name_folded, last_name_folded, search_text, email_subscribed,
    sms_subscribed, source, created_at, updated_at, version, {profile})
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, {profile ?15})
