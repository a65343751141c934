-- Writes new canonical forms over the versions that were read (rowid); fails as a whole where one is taken (contact_by_email). The plus
-- keeps SQLite from walking through the organisation's contacts for each form.
UPDATE contact SET email_key = n.value ->> 'EmailKey', version = version + 1
FROM json_each(?2) AS n
WHERE +organisation_id = ?1 AND contact_id = n.value ->> 'ContactId' AND version = n.value ->> 'Version' AND merged_into IS NULL
RETURNING contact_id
