-- Writes new canonical forms over the versions that were read (contact_pkey); fails as a whole where one is taken (contact_email_key).
UPDATE contact c SET email_key = n.email_key, version = c.version + 1
FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS n (contact_id, version, email_key)
WHERE c.organisation_id = $1 AND c.contact_id = n.contact_id AND c.version = n.version AND c.merged_into IS NULL
RETURNING c.contact_id
