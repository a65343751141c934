-- A contact's values but its address, where it is still of the version that was read; no index changes with them. By rowid.
UPDATE contact SET
    phone = ?4, first_name = ?5, last_name = ?6, company = ?7, first_name_folded = ?8, last_name_folded = ?9, search_text = ?10,
    email_subscribed = ?11, sms_subscribed = ?12, updated_at = ?13, version = version + 1
WHERE organisation_id = ?1 AND contact_id = ?2 AND version = ?3
