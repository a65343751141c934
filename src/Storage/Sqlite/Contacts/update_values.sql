-- A contact's values but its address, where it is still of the version that was read; no index changes with them. By rowid.
UPDATE contact SET
    phone = ?4, first_name_folded = ?5, last_name_folded = ?6, search_text = ?7, email_subscribed = ?8, sms_subscribed = ?9,
    updated_at = ?10, version = version + 1, ({profile}) = ({profile ?11})
WHERE organisation_id = ?1 AND contact_id = ?2 AND version = ?3
