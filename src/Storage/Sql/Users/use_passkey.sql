-- Notes that a passkey was used, unless it was with a later count: then there are two of it (primary key). A count of 0: the device counts
-- nothing.
UPDATE passkey SET sign_count = $3, is_backed_up = $4, used_at = $5
WHERE organisation_id = 0 AND credential_id = $1 AND user_id = $2 AND (sign_count < $3 OR sign_count = 0 AND $3 = 0)
