-- Writes new canonical forms over the versions that were read (contact_pkey); fails as a whole where one is taken (contact_email_key).
UPDATE contact c SET email_key = n."EmailKey", version = c.version + 1
FROM json_to_recordset($2) AS n ("ContactId" bigint, "Version" bigint, "EmailKey" text)
WHERE c.organisation_id = $1 AND c.contact_id = n."ContactId" AND c.version = n."Version" AND c.merged_into IS NULL
RETURNING c.contact_id
