-- Removes what a merge was made of, once ($3: what is left; primary key).
UPDATE contact_merge SET journal = $3, reason = NULL
WHERE organisation_id = $1 AND merge_id = $2 AND CAST(journal AS text) <> CAST($3 AS text)
