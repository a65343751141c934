-- The live contacts of several canonical addresses (contact_email_key).
SELECT {contact}, group_ids, group_names FROM contact_image
WHERE organisation_id = $1 AND email_key = ANY ($2::text[]) AND merged_into IS NULL;
