-- Gives contacts that find_encoded_domains.sql has locked the text that their address is found by (contact_pkey).
UPDATE contact c SET email_folded = n.email_folded
FROM unnest($1::int[], $2::bigint[], $3::text[]) AS n(organisation_id, contact_id, email_folded)
WHERE c.organisation_id = n.organisation_id AND c.contact_id = n.contact_id;
