-- A contact's whole row, where it is still of the version that was read. By rowid.
UPDATE contact SET
    phone = ?4, first_name = ?5, last_name = ?6, company = ?7, first_name_folded = ?8, last_name_folded = ?9, search_text = ?10,
    email_subscribed = ?11, sms_subscribed = ?12, updated_at = ?13, version = version + 1, email = ?14, email_key = ?15,
    source = ?16, merged_into = ?17
WHERE organisation_id = ?1 AND contact_id = ?2 AND version = ?3
