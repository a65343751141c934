-- Removes a passkey of a person (primary key).
DELETE FROM passkey WHERE organisation_id = 0 AND credential_id = $1 AND user_id = $2
